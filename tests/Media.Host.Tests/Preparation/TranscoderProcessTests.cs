using System.Globalization;
using System.Text;
using Vod.Media.Host.Preparation;
using Vod.Media.Playback;

namespace Vod.Media.Host.Tests.Preparation;

public sealed class TranscoderProcessTests
{
    private readonly PreparationOptions _options = new();

    [Fact]
    public async Task More_than_any_pipe_holds_goes_through_both_ways()
    {
        Job job = new() { Input = new byte[5_000_000] };

        TranscoderResult result = await RunAsync("cat", [], job);

        Assert.Equal(new TranscoderResult(TranscoderOutcome.Exited, 0, ""), result);
        Assert.Equal(job.Input.Length, job.OutputLength);
    }

    [Fact]
    public async Task Errors_are_kept_up_to_a_limit_and_drained_beyond_it()
    {
        TranscoderResult result = await RunAsync("/bin/sh", ["-c", "head -c 1000000 /dev/zero | tr '\\0' x >&2; exit 3"], new Job());

        Assert.Equal(TranscoderOutcome.Exited, result.Outcome);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal(new string('x', 4096), result.Errors);
    }

    [Fact]
    public async Task A_child_that_does_not_read_its_input_is_no_failure_of_the_input()
    {
        TranscoderResult result = await RunAsync("true", [], new Job { Input = new byte[5_000_000] });

        Assert.Equal(TranscoderOutcome.Exited, result.Outcome);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task The_child_sees_no_environment_but_the_path()
    {
        Environment.SetEnvironmentVariable("VOD_TEST_SECRET", "secret");
        Job job = new();

        await RunAsync("env", [], job);

        // The shell adds PWD, SHLVL, OLDPWD and _ by itself.
        IEnumerable<string> names = job.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]);
        Assert.Equal(["PATH"], names.Except(["PWD", "OLDPWD", "SHLVL", "_"]));
    }

    [Fact]
    public async Task The_kernel_limits_processor_time_memory_and_files()
    {
        Job job = new();

        await RunAsync("/bin/sh", ["-c", "ulimit -t; ulimit -v; ulimit -f; ulimit -c; nice"], job);

        string memory = (_options.TranscoderMemoryBytes / 1024).ToString(CultureInfo.InvariantCulture);
        Assert.Equal(["20", memory, "0", "0", "5"], job.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_child_and_what_it_started_are_killed_when_their_time_is_over()
    {
        _options.TranscoderTimeout = TimeSpan.FromMilliseconds(300);
        Job job = new();

        TranscoderResult result = await RunAsync("/bin/sh", ["-c", "sleep 1000 & echo $!; echo $$; wait"], job);

        Assert.Equal(TranscoderOutcome.TimedOut, result.Outcome);
        Assert.Equal(137, result.ExitCode);
        AssertGone(job.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_child_that_starved_is_told_from_one_that_is_silent(bool starves)
    {
        _options.TranscoderTimeout = TimeSpan.FromMilliseconds(300);
        Job job = new() { Answer = starves ? new TaskCompletionSource().Task : Task.CompletedTask };

        TranscoderResult result = await RunAsync("sleep", ["1000"], job);

        Assert.Equal(TranscoderOutcome.TimedOut, result.Outcome);
        Assert.Equal(starves ? MediaFault.Unreadable : MediaFault.Unmakeable, result.ToFailure().Fault);
    }

    [Fact]
    public async Task A_child_is_killed_when_its_job_is_given_up()
    {
        using CancellationTokenSource giveUp = new();
        Job job = new() { OnOutput = giveUp.Cancel, GivenUp = giveUp.Token };

        TranscoderResult result = await RunAsync("/bin/sh", ["-c", "echo $$; exec sleep 1000"], job);

        Assert.Equal(TranscoderOutcome.Cancelled, result.Outcome);
        AssertGone(job.Text);
    }

    [Fact]
    public async Task A_child_is_killed_when_its_output_is_refused()
    {
        Job job = new() { Accept = false };

        TranscoderResult result = await RunAsync("/bin/sh", ["-c", "echo $$; exec sleep 1000"], job);

        Assert.Equal(TranscoderOutcome.OutputRefused, result.Outcome);
        AssertGone(job.Text);
    }

    [Fact]
    public async Task A_child_is_killed_when_its_input_cannot_be_read()
    {
        Job job = new() { Input = new byte[10], InputFailure = new IOException("no such object") };

        TranscoderResult result = await RunAsync("sleep", ["1000"], job);

        Assert.Equal(TranscoderOutcome.InputFailed, result.Outcome);
        Assert.Equal("no such object", result.Errors);
    }

    [Fact]
    public async Task A_program_that_is_not_there_exits_as_the_shell_says()
    {
        TranscoderResult result = await RunAsync("/nowhere/ffmpeg", [], new Job());

        Assert.Equal(TranscoderOutcome.Exited, result.Outcome);
        Assert.Equal(127, result.ExitCode);
        Assert.Contains("/nowhere/ffmpeg", result.ToString(), StringComparison.Ordinal);
    }

    private Task<TranscoderResult> RunAsync(string command, string[] arguments, Job job) =>
        new TranscoderProcess(TimeProvider.System).RunAsync(command, arguments, _options.SoundLimits(), job, job.GivenUp);

    private static void AssertGone(string processIds)
    {
        string[] ids = processIds.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(ids);

        // A killed grandchild is reaped by init, which may take a moment; until then its state is Z.
        Assert.All(ids, id => Assert.True(SpinWait.SpinUntil(() => !IsAlive(id), TimeSpan.FromSeconds(10)), $"{id} lives"));
    }

    private static bool IsAlive(string id)
    {
        try
        {
            string status = File.ReadAllText($"/proc/{id}/stat");
            return status[(status.LastIndexOf(')') + 2)..][0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private sealed class Job : ITranscoderJob
    {
        private readonly StringBuilder _text = new();
        private bool _given;

        public byte[] Input { get; init; } = [];

        public Exception? InputFailure { get; init; }

        /// <summary>Ends when the input comes.</summary>
        public Task Answer { get; init; } = Task.CompletedTask;

        public bool Accept { get; init; } = true;

        public CancellationToken GivenUp { get; init; }

        public Action OnOutput { get; init; } = () => { };

        public int OutputLength { get; private set; }

        public string Text => _text.ToString();

        public async ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellation)
        {
            await Answer;
            if (_given && InputFailure is not null)
            {
                throw InputFailure;
            }

            ReadOnlyMemory<byte> input = _given ? default : Input;
            _given = true;
            return input;
        }

        public bool TakeOutput(ReadOnlySpan<byte> bytes)
        {
            OutputLength += bytes.Length;
            _text.Append(Encoding.Latin1.GetString(bytes));
            OnOutput();
            return Accept;
        }
    }
}
