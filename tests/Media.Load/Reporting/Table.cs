namespace Vod.Media.Load.Reporting;

/// <summary>Prints rows below each other as they come: a column is as wide as its heading asks for, numbers are aligned to the right.</summary>
/// <param name="columns">Headings; blanks in front of one make its column wider.</param>
internal sealed class Table(params string[] columns)
{
    private bool _hasHeading;

    /// <summary>Prints a row, and the headings before the first one.</summary>
    public void Print(params string[] cells)
    {
        if (!_hasHeading)
        {
            _hasHeading = true;
            Console.WriteLine(string.Join(' ', columns));
        }

        Console.WriteLine(string.Join(' ', cells.Zip(columns, (cell, column) => cell.PadLeft(column.Length))));
    }

    /// <summary>Three percentiles in one cell, in whole milliseconds.</summary>
    public static string Percentiles(Distribution values) => $"{values.P50:F0}/{values.P90:F0}/{values.P99:F0}";
}
