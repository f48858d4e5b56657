namespace Vod.Media.H264;

/// <summary>nal_unit_type of ITU-T H.264 table 7-1, as far as anything here asks for it.</summary>
internal enum NalUnitType : byte
{
    Unspecified = 0,
    Slice = 1,
    SliceDataPartitionA = 2,
    SliceDataPartitionB = 3,
    SliceDataPartitionC = 4,
    IdrSlice = 5,
    SupplementalEnhancement = 6,
    SequenceParameterSet = 7,
    PictureParameterSet = 8,
    AccessUnitDelimiter = 9,
    EndOfSequence = 10,
    EndOfStream = 11,
    FillerData = 12,
    SequenceParameterSetExtension = 13,
    Prefix = 14,
    SubsetSequenceParameterSet = 15,
    AuxiliarySlice = 19,
    SliceExtension = 20,
}
