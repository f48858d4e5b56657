using System.Globalization;

namespace Vod.ServiceDefaults.Settings;

/// <summary>
/// Marks a property of an options class as a setting. What it says is the single source of the command line, of the check of values and of docs/settings.md.
/// </summary>
/// <param name="description">One sentence for operators, without a full stop at the end.</param>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class SettingAttribute(string description) : Attribute
{
    /// <summary>What the setting does.</summary>
    public string Description { get; } = description;

    /// <summary>The command line switch, such as <c>--http-port</c>; null when there is none.</summary>
    public string? Switch { get; init; }

    /// <summary>Whether the value is a secret: no message, log or answer ever shows it.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether a wrong value is not shown, as it may have a secret within it.</summary>
    public virtual bool HidesMistakes => IsSecret;

    /// <summary>What the help calls the value of the switch.</summary>
    public abstract string Placeholder { get; }

    /// <summary>The legal values in words; completes the sentence "it must be …".</summary>
    public abstract string Allowed { get; }

    /// <summary>Whether a value, as written in a file, a variable or a switch, is legal.</summary>
    public abstract bool Accepts(string value);

    /// <summary>The written forms of a property's value: one for a scalar, one per element for a list.</summary>
    public static IEnumerable<string> Written(object? value) => value switch
    {
        IEnumerable<string> list => list,
        bool flag => [flag ? "true" : "false"],
        _ => [Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""],
    };
}
