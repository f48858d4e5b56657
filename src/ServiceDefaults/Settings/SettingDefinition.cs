using System.Reflection;

namespace Vod.ServiceDefaults.Settings;

/// <summary>One setting as operators see it.</summary>
/// <param name="Section">Its configuration section.</param>
/// <param name="Property">The property it is bound to.</param>
/// <param name="Attribute">Description and legal values.</param>
/// <param name="DefaultValue">The value it has when nobody sets it.</param>
internal sealed record SettingDefinition(string Section, PropertyInfo Property, SettingAttribute Attribute, object? DefaultValue)
{
    /// <summary>The value it has when nobody sets it, in words; empty for an empty list.</summary>
    public string Default { get; } = string.Join(", ", SettingAttribute.Written(DefaultValue));

    /// <summary>Its name in settings files and messages, such as <c>Server:HttpPort</c>.</summary>
    public string Key { get; } = $"{Section}:{Property.Name}";

    /// <summary>The environment variable that sets it.</summary>
    public string Variable { get; } = $"{VodConfiguration.EnvironmentPrefix}{Section.Replace(":", "__", StringComparison.Ordinal)}__{Property.Name}";

    /// <summary>Whether it takes several values.</summary>
    public bool IsList { get; } = Property.PropertyType != typeof(string) && Property.PropertyType.IsAssignableTo(typeof(System.Collections.IEnumerable));

    /// <summary>Null for a legal value, else one line that says what is wrong and what is allowed.</summary>
    public string? Problem(string value) => Problem(value, Key);

    /// <summary>The same with the name by which the operator gave the setting.</summary>
    public string? Problem(string value, string name) =>
        Attribute.Accepts(value) ? null
        : Attribute.HidesMistakes ? $"{name} has a wrong value; it must be {Attribute.Allowed}."
        : $"{name} is '{OneLine.Of(value)}'; it must be {Attribute.Allowed}.";
}
