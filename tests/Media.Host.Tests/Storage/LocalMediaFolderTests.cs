using Vod.Media.Host.Storage;

namespace Vod.Media.Host.Tests.Storage;

public sealed class LocalMediaFolderTests : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private readonly LocalMediaFolder _folder;

    public LocalMediaFolderTests() => _folder = new LocalMediaFolder(_root.Path);

    [Fact]
    public void Media_files_are_listed_with_those_in_folders_in_the_order_of_their_paths()
    {
        foreach (string path in (string[])["b.mp4", "films/кино.MOV", "films/old/a.m4v", "a.mp4", "notes.txt", "mp4", "back\\slash.mp4", ".partial.mp4", ".trash/a.mp4"])
        {
            Put(path);
        }

        FolderListing listing = _folder.List();

        Assert.Equal(["a.mp4", "b.mp4", "films/old/a.m4v", "films/кино.MOV"], listing.Files.Select(static file => file.Path));
        Assert.Equal(0, listing.LeftOff);
    }

    [Fact]
    public void A_file_is_described_by_its_size_and_the_time_it_was_written()
    {
        DateTime written = new(2025, 6, 1, 12, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Put("a.mp4", 123), written);

        Assert.Equal(new StoredFile("a.mp4", 123, written), _folder.Find("a.mp4"));
        Assert.Equal([_folder.Find("a.mp4")!.Value], _folder.List().Files);
    }

    [Fact]
    public void A_link_to_a_file_is_listed_as_the_file_and_one_to_a_folder_is_not_followed()
    {
        Put("films/a.mp4", 123);
        File.CreateSymbolicLink(Path.Join(_root.Path, "link.mp4"), Path.Join("films", "a.mp4"));
        Directory.CreateSymbolicLink(Path.Join(_root.Path, "films", "circle"), "..");

        Assert.Equal(["films/a.mp4 123", "link.mp4 123"], _folder.List().Files.Select(static file => $"{file.Path} {file.Size}"));
    }

    [Theory]
    [InlineData("../a.mp4")]
    [InlineData("/a.mp4")]
    [InlineData("")]
    [InlineData("films")]
    [InlineData("missing.mp4")]
    [InlineData("nowhere.mp4")]
    public void What_cannot_be_opened_is_not_found(string path)
    {
        Put("films/a.mp4");
        File.CreateSymbolicLink(Path.Join(_root.Path, "nowhere.mp4"), "missing.mp4");

        Assert.Null(_folder.Find(path));
    }

    [Fact]
    public void Only_so_many_are_listed()
    {
        for (int i = 0; i < LocalMediaFolder.MaxFiles + 3; i++)
        {
            File.Create(Path.Join(_root.Path, $"{i}.mp4")).Dispose();
        }

        FolderListing listing = _folder.List();

        Assert.Equal((LocalMediaFolder.MaxFiles, 3), (listing.Files.Count, listing.LeftOff));
    }

    [Fact]
    public void A_folder_that_is_gone_has_no_files() => Assert.Empty(new LocalMediaFolder(Path.Join(_root.Path, "gone")).List().Files);

    public void Dispose() => _root.Dispose();

    private string Put(string path, int size = 1)
    {
        string file = Path.Join(_root.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, new byte[size]);
        return file;
    }
}
