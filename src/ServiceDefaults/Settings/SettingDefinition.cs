using System.Reflection;

namespace Vod.ServiceDefaults.Settings;

/// <summary>One setting as operators see it.</summary>
/// <param name="Section">Its configuration section.</param>
/// <param name="Property">The property it is bound to.</param>
/// <param name="Attribute">Description and legal values.</param>
/// <param name="Default">The value it has when nobody sets it; empty for an empty list.</param>
internal sealed record SettingDefinition(string Section, PropertyInfo Property, SettingAttribute Attribute, string Default)
{
    /// <summary>Its name in settings files and messages, such as <c>Server:HttpPort</c>.</summary>
    public string Key { get; } = $"{Section}:{Property.Name}";

    /// <summary>The environment variable that sets it.</summary>
    public string Variable { get; } = $"{VodConfiguration.EnvironmentPrefix}{Section}__{Property.Name}";

    /// <summary>Whether it takes several values.</summary>
    public bool IsList { get; } = Property.PropertyType != typeof(string) && Property.PropertyType.IsAssignableTo(typeof(System.Collections.IEnumerable));

    /// <summary>Null for a legal value, else one line that says what is wrong and what is allowed.</summary>
    public string? Problem(string value) =>
        Attribute.Accepts(value) ? null : $"{Key} is '{value}'; it must be {Attribute.Allowed}.";
}
