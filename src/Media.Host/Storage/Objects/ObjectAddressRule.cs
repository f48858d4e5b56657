namespace Vod.Media.Host.Storage.Objects;

/// <summary>Finds the object that a path means.</summary>
/// <param name="path">What a viewer wrote, without the name of the store. Nothing in it is trusted.</param>
/// <param name="address">Where the object is.</param>
/// <returns><see cref="StorageOpenStatus.Opened"/> if the path means one, else what is wrong with it.</returns>
internal delegate StorageOpenStatus ObjectAddressRule(string path, out ObjectAddress address);
