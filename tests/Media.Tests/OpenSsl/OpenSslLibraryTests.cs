using Vod.Media.OpenSsl;

namespace Vod.Media.Tests.OpenSsl;

public sealed class OpenSslLibraryTests
{
    [Fact]
    public void The_library_of_this_machine_will_do()
    {
        Assert.True(OpenSslLibrary.TryLoad(out string? problem), problem);
        Assert.Null(problem);
    }
}
