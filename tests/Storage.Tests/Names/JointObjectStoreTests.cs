using Vod.Media.Host.Storage.Objects;

namespace Vod.Storage.Tests.Names;

public sealed class JointObjectStoreTests
{
    private static readonly ObjectAddress Address = new("films", "a.mp4");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ObjectReplyStatus.Found, ObjectReplyStatus.Denied, ObjectReplyStatus.Found)]
    [InlineData(ObjectReplyStatus.Denied, ObjectReplyStatus.Found, ObjectReplyStatus.Found)]
    [InlineData(ObjectReplyStatus.NotFound, ObjectReplyStatus.Found, ObjectReplyStatus.Found)]
    [InlineData(ObjectReplyStatus.Failed, ObjectReplyStatus.Found, ObjectReplyStatus.Found)]
    [InlineData(ObjectReplyStatus.NotFound, ObjectReplyStatus.Denied, ObjectReplyStatus.NotFound)]
    [InlineData(ObjectReplyStatus.Denied, ObjectReplyStatus.NotFound, ObjectReplyStatus.NotFound)]
    [InlineData(ObjectReplyStatus.Failed, ObjectReplyStatus.Denied, ObjectReplyStatus.Failed)]
    [InlineData(ObjectReplyStatus.Throttled, ObjectReplyStatus.Found, ObjectReplyStatus.Throttled)]
    [InlineData(ObjectReplyStatus.Unavailable, ObjectReplyStatus.Found, ObjectReplyStatus.Unavailable)]
    public async Task The_first_that_can_read_answers(object first, object second, object expected)
    {
        using JointObjectStore joint = new("s3", [new CountingStore((ObjectReplyStatus)first), new CountingStore((ObjectReplyStatus)second)]);
        using ObjectReply look = await joint.LookAsync(Address, Token);
        using ObjectReply range = await joint.GetAsync(Address, 0, 1, entityTag: null, Token);
        Assert.Equal((expected, expected), ((object)look.Status, (object)range.Status));
    }

    [Fact]
    public async Task A_bucket_that_was_read_from_costs_one_request_from_then_on()
    {
        CountingStore first = new(ObjectReplyStatus.Denied), second = new(ObjectReplyStatus.Found);
        using JointObjectStore joint = new("s3", [first, second]);
        for (int i = 0; i < 3; i++)
        {
            (await joint.GetAsync(Address, 0, 1, entityTag: null, Token)).Dispose();
        }

        Assert.Equal((1, 3), (first.Asked, second.Asked));

        // What is not there in it is not looked for elsewhere; another bucket is.
        second.Status = ObjectReplyStatus.NotFound;
        (await joint.LookAsync(Address with { Key = "none.mp4" }, Token)).Dispose();
        Assert.Equal((1, 4), (first.Asked, second.Asked));
        (await joint.LookAsync(new ObjectAddress("other", "a.mp4"), Token)).Dispose();
        Assert.Equal((2, 5), (first.Asked, second.Asked));
    }

    [Fact]
    public async Task A_bucket_that_is_taken_away_is_looked_for_again()
    {
        CountingStore first = new(ObjectReplyStatus.Found), second = new(ObjectReplyStatus.Found);
        using JointObjectStore joint = new("s3", [first, second]);
        (await joint.LookAsync(Address, Token)).Dispose();
        first.Status = ObjectReplyStatus.Denied;
        using ObjectReply denied = await joint.LookAsync(Address, Token);
        using ObjectReply found = await joint.LookAsync(Address, Token);
        Assert.Equal((ObjectReplyStatus.Denied, ObjectReplyStatus.Found), (denied.Status, found.Status));
    }

    [Fact]
    public async Task Only_so_many_buckets_are_remembered()
    {
        CountingStore first = new(ObjectReplyStatus.Denied), second = new(ObjectReplyStatus.Found);
        using JointObjectStore joint = new("s3", [first, second]);
        for (int i = 0; i <= JointObjectStore.MaxBuckets; i++)
        {
            (await joint.LookAsync(new ObjectAddress($"bucket-{i}", "a.mp4"), Token)).Dispose();
        }

        int before = first.Asked;
        (await joint.LookAsync(new ObjectAddress($"bucket-{JointObjectStore.MaxBuckets - 1}", "a.mp4"), Token)).Dispose();
        Assert.Equal(before, first.Asked);
        (await joint.LookAsync(new ObjectAddress($"bucket-{JointObjectStore.MaxBuckets}", "a.mp4"), Token)).Dispose();
        Assert.Equal(before + 1, first.Asked);
    }

    [Fact]
    public void All_are_disposed_of()
    {
        CountingStore first = new(ObjectReplyStatus.Found), second = new(ObjectReplyStatus.Found);
        new JointObjectStore("s3", [first, second]).Dispose();
        Assert.True(first.IsDisposed && second.IsDisposed);
    }
}
