namespace Vod.Grains;

/// <summary>
/// Periods and limits of the control plane. The defaults fit together; <see cref="Validate"/> says what must hold between them.
/// </summary>
public sealed class GrainOptions
{
    /// <summary>How often a node tells each stream grain which of its viewers it carries, and each connection that they are alive.</summary>
    public TimeSpan ViewerReportPeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a viewer is believed in without a report of its node. Four periods: a node may miss reports while a grain moves.</summary>
    public TimeSpan ViewerLease { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a stream grain looks for viewers whose lease has run out.</summary>
    public TimeSpan LeaseCheckPeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a shared stream stays without a viewer; zero: not at all.</summary>
    public TimeSpan StreamTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether shared streams begin again when their file ends, unless their start says otherwise.</summary>
    public bool LoopByDefault { get; set; }

    /// <summary>Wall time another node is given to answer a question for all nodes; a healthy one takes milliseconds.</summary>
    public TimeSpan PeerAnswerTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a grain refuses a viewer that left before it came (an Unsubscribe that overtook its Subscribe) or that it has given up.
    /// Longer than the response timeout of a call (30 s), after which an overtaken Subscribe can no longer arrive.
    /// </summary>
    public TimeSpan DepartedMemory { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a node tells the others how full it is.</summary>
    public TimeSpan LoadPublishPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Age at which the numbers of another node are no longer trusted, so that it becomes the last choice.</summary>
    public TimeSpan LoadStaleAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often an event is offered to an observer or a grain before it is given up; at least 1.</summary>
    public int DeliveryAttempts { get; set; } = 5;

    /// <summary>Pause before the second attempt; it doubles with every further one up to <see cref="MaxDeliveryBackoff"/>.</summary>
    public TimeSpan DeliveryBackoff { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest pause between two attempts.</summary>
    public TimeSpan MaxDeliveryBackoff { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long one attempt may take. Shorter than Orleans' response timeout, because a browser waits behind it.</summary>
    public TimeSpan DeliveryTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After this many signs of life in a row that a connection did not take, its sessions are closed: the API process is gone.</summary>
    public int ObserverFailureLimit { get; set; } = 3;

    /// <summary>
    /// Wall time a stopping node waits until its viewers have been told. Must fit into the shutdown budget of the host.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromMilliseconds(1500);

    /// <summary>What is wrong with these settings, in words for the operator; null when nothing is.</summary>
    internal string? Validate()
    {
        TimeSpan[] positive =
        [
            ViewerReportPeriod, ViewerLease, LeaseCheckPeriod, DepartedMemory, LoadPublishPeriod, LoadStaleAfter, DeliveryTimeout, DrainTimeout,
            PeerAnswerTimeout,
        ];
        return this switch
        {
            _ when Array.Exists(positive, span => span <= TimeSpan.Zero) => "Every period and timeout must be longer than zero.",
            _ when StreamTimeout < TimeSpan.Zero => $"{nameof(StreamTimeout)} must not be negative.",
            { DeliveryAttempts: < 1 } => $"{nameof(DeliveryAttempts)} must be at least 1.",
            { ObserverFailureLimit: < 1 } => $"{nameof(ObserverFailureLimit)} must be at least 1.",
            _ when DeliveryBackoff < TimeSpan.Zero || MaxDeliveryBackoff < DeliveryBackoff =>
                $"{nameof(DeliveryBackoff)} must not be negative nor exceed {nameof(MaxDeliveryBackoff)}.",
            _ when ViewerLease < 2 * ViewerReportPeriod => $"{nameof(ViewerLease)} must span at least two of {nameof(ViewerReportPeriod)}.",
            _ when LoadStaleAfter <= LoadPublishPeriod => $"{nameof(LoadStaleAfter)} must be longer than {nameof(LoadPublishPeriod)}.",
            _ => null,
        };
    }
}
