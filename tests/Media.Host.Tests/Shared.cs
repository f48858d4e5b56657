using Vod.Media.Host.Tests.Mp4;

[assembly: AssemblyFixture(typeof(GeneratedFiles))]
