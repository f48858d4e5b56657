using System.Globalization;

namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>Translates the entries of a file into our settings.</summary>
internal sealed class FlashphonerSettings
{
    private readonly string _file;
    private readonly Dictionary<string, PropertiesEntry> _known = new(StringComparer.Ordinal);
    private readonly List<FlashphonerRemark> _remarks = [];

    /// <summary>Translates.</summary>
    /// <param name="file">Name of the file, for messages.</param>
    /// <param name="entries">Its entries from top to bottom.</param>
    /// <exception cref="SettingsException">A value is illegal; the message names file, line, key and what is allowed.</exception>
    public FlashphonerSettings(string file, IEnumerable<PropertiesEntry> entries)
    {
        _file = file;
        foreach (PropertiesEntry entry in entries)
        {
            Keep(entry);
        }

        Values = [.. from entry in _known.Values orderby entry.Line let value = Translate(entry) where value is not null select value];
    }

    /// <summary>The settings that the file gives, from top to bottom.</summary>
    public IReadOnlyList<FlashphonerValue> Values { get; }

    /// <summary>The first remarks about the file, in the order of its lines.</summary>
    public IEnumerable<FlashphonerRemark> Remarks => _remarks.OrderBy(r => r.Line);

    /// <summary>Remarks that were not kept.</summary>
    public int OmittedRemarks { get; private set; }

    private void Keep(PropertiesEntry entry)
    {
        if (WcsKeys.Find(entry.Key) is not { } key)
        {
            Remark(entry, isWarning: true, static e => UnknownKey.Describe(e));
            return;
        }

        bool isSecond = _known.TryGetValue(entry.Key, out PropertiesEntry? earlier);
        if (isSecond && key.IsRepeatable)
        {
            entry = earlier! with { Value = $"{earlier.Value},{entry.Value}" };
        }
        else if (isSecond)
        {
            Remark(entry, isWarning: true, e => $"{e.Key} is given a second time; line {earlier!.Line} no longer counts.");
        }

        _known[entry.Key] = entry;
    }

    private FlashphonerValue? Translate(PropertiesEntry entry)
    {
        WcsKey key = WcsKeys.Find(entry.Key)!;
        if (key.Kind != WcsKeyKind.Setting)
        {
            string says = key.Kind == WcsKeyKind.NotYet ? "has no effect yet" : "means nothing here";
            Remark(entry, isWarning: false, e => $"{e.Key} {says}: {key.Remark}.");
            return null;
        }

        // A storage whose only setting is empty would be one all the same.
        if (key.IsRepeatable && entry.Value.Trim(',').Length == 0)
        {
            return null;
        }

        SettingDefinition setting = WcsKeys.SettingOf(key);
        if (key.Name == WcsKeys.MediaPortTo)
        {
            return new FlashphonerValue(setting, entry, [CountPorts(entry)]);
        }

        string[] values = setting.IsList ? key.Split(entry.Value) : [entry.Value];
        return values.Select(v => setting.Problem(v, key.Name)).FirstOrDefault(p => p is not null) is { } problem
            ? throw Bad(entry, problem)
            : new FlashphonerValue(setting, entry, values);
    }

    private string CountPorts(PropertiesEntry to)
    {
        int first = _known.TryGetValue(WcsKeys.MediaPortFrom, out PropertiesEntry? from) && int.TryParse(from.Value, CultureInfo.InvariantCulture, out int given)
            ? given
            : new MediaOptions().UdpPort;
        NumberSettingAttribute range = new("", first, ushort.MaxValue);
        return range.Accepts(to.Value)
            ? (int.Parse(to.Value, CultureInfo.InvariantCulture) - first + 1).ToString(CultureInfo.InvariantCulture)
            : throw Bad(to, $"{to.Key} is '{OneLine.Of(to.Value)}'; it must be {range.Allowed}, as {WcsKeys.MediaPortFrom} is {first}.");
    }

    private SettingsException Bad(PropertiesEntry entry, FormattableString problem) => Bad(entry, FormattableString.Invariant(problem));

    private SettingsException Bad(PropertiesEntry entry, string problem) => new(string.Create(CultureInfo.InvariantCulture, $"{_file} line {entry.Line}: {problem}"));

    // The text is only made when it will be read: a file that is none of ours may have a million lines to remark on.
    private void Remark(PropertiesEntry entry, bool isWarning, Func<PropertiesEntry, string> text)
    {
        if (_remarks.Count < PropertiesLimits.MaxRemarks)
        {
            _remarks.Add(new FlashphonerRemark(entry.Line, isWarning, text(entry)));
        }
        else
        {
            OmittedRemarks++;
        }
    }
}
