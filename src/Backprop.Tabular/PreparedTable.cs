using Backprop.Data;

namespace Backprop.Tabular;

/// <summary>A table as a network takes it, in parts.</summary>
/// <param name="Parts">What is trained on and what is held out for validation, with the columns and their scaling, which the model keeps.</param>
/// <param name="Test">What is never trained on; null for none.</param>
/// <param name="RowsWithoutTarget">Rows that were left out since their target is missing.</param>
/// <param name="IsTaskGuessed">Whether the target has few whole numbers, and nothing said whether they are classes.</param>
public sealed record PreparedTable(TrainingParts Parts, Dataset? Test, int RowsWithoutTarget, bool IsTaskGuessed);
