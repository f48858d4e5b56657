using Microsoft.Extensions.Options;

namespace Vod.ServiceDefaults.Settings;

/// <summary>Checks built options by the attributes of their properties, for hosts that set options in code.</summary>
/// <param name="section">The configuration section of the options, for the messages.</param>
internal sealed class SettingsValidator<TOptions>(string section) : IValidateOptions<TOptions>
    where TOptions : class, new()
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        List<string> problems =
        [
            .. from setting in SettingsCatalog.Of(section, new TOptions())
               from value in SettingAttribute.Written(setting.Property.GetValue(options))
               let problem = setting.Problem(value)
               where problem is not null
               select problem,
        ];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
