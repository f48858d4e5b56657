using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Azure;
using Vod.Media.Host.Storage.Objects;
using Vod.Media.Host.Storage.S3;

namespace Vod.Storage.Tests.Names;

public sealed class ObjectNamesTests
{
    [Theory]
    [InlineData("", "", "films/a.mp4", "films", "a.mp4")]
    [InlineData("", "", "films/2024/a b.mp4", "films", "2024/a b.mp4")]
    [InlineData("", "public", "films/a.mp4", "films", "public/a.mp4")]
    [InlineData("films", "", "a.mp4", "films", "a.mp4")]
    [InlineData("films", "public/2024", "x/a.mp4", "films", "public/2024/x/a.mp4")]
    [InlineData("", "", "films/%2e%2e/a.mp4", "films", "%2e%2e/a.mp4")]
    [InlineData("", "", "films/a?b#c", "films", "a?b#c")]
    public void A_path_is_a_bucket_and_a_key(string bucket, string prefix, string path, string foundBucket, string foundKey)
    {
        ObjectNames names = new(S3BucketName.IsWellFormed, bucket, prefix, []);
        Assert.Equal(StorageOpenStatus.Opened, names.Resolve(path, out ObjectAddress address));
        Assert.Equal(new ObjectAddress(foundBucket, foundKey), address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("films")]
    [InlineData("films/")]
    [InlineData("/a.mp4")]
    [InlineData("films//a.mp4")]
    [InlineData("films/../secret/a.mp4")]
    [InlineData("films/./a.mp4")]
    [InlineData("../films/a.mp4")]
    [InlineData("films/a\\b.mp4")]
    [InlineData("films/a:b.mp4")]
    [InlineData("films/a\0.mp4")]
    [InlineData("films/a\n.mp4")]
    public void What_is_no_path_is_refused(string path)
    {
        Assert.Equal(StorageOpenStatus.MalformedPath, new ObjectNames(S3BucketName.IsWellFormed, "", "", []).Resolve(path, out _));
        Assert.Equal(StorageOpenStatus.MalformedPath, new ObjectNames(AzureContainerName.IsWellFormed, "", "", []).Resolve(path, out _));
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        ObjectNames names = new(S3BucketName.IsWellFormed, "films", "", []);
        Assert.Equal(StorageOpenStatus.Opened, names.Resolve("\ud83c\udfac.mp4", out _));
        Assert.All(["\ud83c.mp4", "\udfac.mp4", "\udfac\ud83c.mp4"], path => Assert.Equal(StorageOpenStatus.MalformedPath, names.Resolve(path, out _)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../b.mp4")]
    [InlineData("x/../../b.mp4")]
    [InlineData("/b.mp4")]
    public void Nothing_leads_out_of_a_prefix(string path) =>
        Assert.Equal(StorageOpenStatus.MalformedPath, new ObjectNames(S3BucketName.IsWellFormed, "films", "public", []).Resolve(path, out _));

    [Theory]
    [InlineData("films/a.mp4", StorageOpenStatus.Opened)]
    [InlineData("trailers/a.mp4", StorageOpenStatus.Opened)]
    [InlineData("film/a.mp4", StorageOpenStatus.OutsideStorage)]
    [InlineData("payroll/a.mp4", StorageOpenStatus.OutsideStorage)]
    [InlineData("Films/a.mp4", StorageOpenStatus.MalformedPath)]
    public void Only_buckets_of_the_list_may_be_named(string path, object expected) =>
        Assert.Equal(expected, new ObjectNames(S3BucketName.IsWellFormed, "", "", ["films", "trailers"]).Resolve(path, out _));

    [Fact]
    public void A_key_has_a_greatest_length_with_its_prefix()
    {
        // Names have at most 255 bytes.
        string folders = string.Concat(Enumerable.Repeat(new string('a', 199) + "/", 5));
        ObjectNames names = new(S3BucketName.IsWellFormed, "films", "12345", []);
        int left = ObjectNames.MaxKeyBytes - folders.Length - "12345/".Length;
        Assert.Equal(StorageOpenStatus.Opened, names.Resolve(folders + new string('b', left), out _));
        Assert.Equal(StorageOpenStatus.MalformedPath, names.Resolve(folders + new string('b', left + 1), out _));
        Assert.Equal(StorageOpenStatus.MalformedPath, names.Resolve(folders + new string('b', left - 1) + "ü", out _));
    }

    [Theory]
    [InlineData("abc", true)]
    [InlineData("films.example.com", true)]
    [InlineData("a1-2.b3", true)]
    [InlineData("ab", false)]
    [InlineData("", false)]
    [InlineData("films_2", false)]
    [InlineData("Films", false)]
    [InlineData("-films", false)]
    [InlineData("films-", false)]
    [InlineData(".films", false)]
    [InlineData("films.", false)]
    [InlineData("a..b", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("127.1", false)]
    [InlineData("2130706433", false)]
    [InlineData("evil.com#", false)]
    [InlineData("user@evil.com", false)]
    [InlineData("evil.com?", false)]
    [InlineData("%65vil", false)]
    [InlineData("arn:aws:s3:::films", false)]
    [InlineData("фильмы", false)]
    [InlineData("ｆｉｌｍｓ", false)]
    [InlineData("xn--films", false)]
    [InlineData("films-s3alias", false)]
    [InlineData("films--ol-s3", false)]
    [InlineData("films--use1-az4--x-s3", false)]
    [InlineData("films.mrap", false)]
    public void A_bucket_of_S3_has_a_name_by_its_rules(string name, bool isOne) => Assert.Equal(isOne, S3BucketName.IsWellFormed(name));

    [Theory]
    [InlineData("films", true)]
    [InlineData("1-a-2", true)]
    [InlineData("ab", false)]
    [InlineData("a--b", false)]
    [InlineData("-ab", false)]
    [InlineData("ab-", false)]
    [InlineData("a.b", false)]
    [InlineData("$web", false)]
    [InlineData("Films", false)]
    public void A_container_of_Azure_has_a_name_by_its_rules(string name, bool isOne) => Assert.Equal(isOne, AzureContainerName.IsWellFormed(name));

    [Fact]
    public void Names_have_a_greatest_length()
    {
        foreach (Func<string, bool> rule in new Func<string, bool>[] { S3BucketName.IsWellFormed, AzureContainerName.IsWellFormed })
        {
            Assert.True(rule(new string('a', 63)));
            Assert.False(rule(new string('a', 64)));
        }
    }
}
