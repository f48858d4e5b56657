namespace Vod.Api.Rest;

/// <summary>The methods of one group.</summary>
internal interface IRestOperations
{
    /// <summary>What the group is about, in one sentence.</summary>
    string Summary { get; }

    /// <summary>The methods, in the order of the documentation.</summary>
    IEnumerable<RestOperation> All { get; }
}
