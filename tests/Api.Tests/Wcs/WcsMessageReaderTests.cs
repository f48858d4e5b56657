using System.Text;
using System.Text.Json;
using Vod.Api.Wcs;
using Vod.Api.Wcs.Messages;

namespace Vod.Api.Tests.Wcs;

public sealed class WcsMessageReaderTests
{
    private const string Valid = """{"message":"playStream","data":[{"name":"vod://\u0444.mp4","width":"640","height":480.5,"sdp":"v=0\r\n"}]}""";

    [Fact]
    public void The_name_and_the_first_argument_are_read()
    {
        Assert.True(WcsMessageReader.TryRead(Encoding.UTF8.GetBytes(Valid), out WcsMessage message));
        Assert.Equal("playStream", message.Name);
        Assert.Equal("vod://\u0444.mp4", JsonFields.Text(message.Argument, "name"));
    }

    [Fact]
    public void A_cut_frame_is_malformed_wherever_it_was_cut()
    {
        byte[] frame = Encoding.UTF8.GetBytes(Valid);
        for (int length = 0; length < frame.Length; length++)
        {
            Assert.False(WcsMessageReader.TryRead(frame.AsSpan(0, length), out _), $"{length} bytes");
        }
    }

    [Fact]
    public void A_frame_with_a_flipped_byte_is_read_or_malformed_but_never_throws()
    {
        byte[] frame = Encoding.UTF8.GetBytes(Valid);
        for (int i = 0; i < frame.Length * 8; i++)
        {
            frame[i / 8] ^= (byte)(1 << (i % 8));
            if (WcsMessageReader.TryRead(frame, out WcsMessage message))
            {
                StreamRequest.Read(message.Argument, published: false);
            }

            frame[i / 8] ^= (byte)(1 << (i % 8));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"ping\"")]
    [InlineData("{}")]
    [InlineData("""{"data":[null]}""")]
    [InlineData("""{"message":null,"data":[null]}""")]
    [InlineData("""{"message":1,"data":[null]}""")]
    [InlineData("""{"message":"ping","data":[null]} trailing""")]
    [InlineData("""{"message":"ping","data":[null],}""")]
    [InlineData("""{"message":"ping\ud800"}""")]
    [InlineData("""{"message":"ping","data":[{"\udc00":1}]}""")]
    [InlineData("""{"message":"ping" /* comment */}""")]
    public void What_is_no_message_is_malformed(string frame) =>
        Assert.False(WcsMessageReader.TryRead(Encoding.UTF8.GetBytes(frame), out _));

    [Theory]
    [InlineData("""vod://\ud800.mp4""", "vod://\uFFFD.mp4")]
    [InlineData("""vod://\udc00\ud83c\udfac\\ud800\ud83c""", "vod://\uFFFD\uD83C\uDFAC\\ud800\uFFFD")]
    [InlineData("""\ud800\ud800\udc00\n""", "\uFFFD\uD800\uDC00\n")]
    public void Half_a_surrogate_pair_in_an_argument_is_replaced(string written, string read)
    {
        byte[] frame = Encoding.UTF8.GetBytes($$"""{"message":"playStream","data":[{"name":"{{written}}"}]}""");

        Assert.True(WcsMessageReader.TryRead(frame, out WcsMessage message));
        Assert.Equal(read, JsonFields.Text(message.Argument, "name"));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_malformed() =>
        Assert.False(WcsMessageReader.TryRead("{\"message\":\"ping\xFF\"}"u8.ToArray().Select(b => b == 0xC3 ? (byte)0xFF : b).ToArray(), out _));

    [Theory]
    [InlineData(WcsLimits.MaxDepth - 2, true)]
    [InlineData(WcsLimits.MaxDepth, false)]
    public void Nesting_is_bounded(int depth, bool accepted)
    {
        string frame = $$"""{"message":"x","data":[{{new string('[', depth)}}{{new string(']', depth)}}]}""";
        Assert.Equal(accepted, WcsMessageReader.TryRead(Encoding.UTF8.GetBytes(frame), out _));
    }

    [Theory]
    [InlineData("640", 640)]
    [InlineData("\"640\"", 640)]
    [InlineData("640.5", 640)]
    [InlineData("\"\"", 0)]
    [InlineData("\"wide\"", 0)]
    [InlineData("null", 0)]
    [InlineData("{}", 0)]
    [InlineData("1e300", 0)]
    [InlineData("\"NaN\"", 0)]
    [InlineData("-5", -5)]
    public void A_number_may_be_written_as_a_string(string written, int expected)
    {
        using JsonDocument document = JsonDocument.Parse($$"""{"width":{{written}}}""");
        Assert.Equal(expected, JsonFields.Number(document.RootElement, "width"));
    }
}
