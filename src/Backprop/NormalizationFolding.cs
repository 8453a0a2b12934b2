namespace Backprop;

/// <summary>
/// A network for predictions whose batch normalizations are part of the weights beside them. With s = γ/√(σ² + ε) and t = β − s·μ,
/// y = s·x + t, so that before it w_ik ← s_i·w_ik, b_i ← s_i·b_i + t_i (where no activation stands between), and behind it
/// w_ik ← w_ik·s_k, b_i ← b_i + Σ_k w_ik·t_k. Computed in double and rounded once. Noise, which predictions do not have, may stand between.
/// </summary>
internal static class NormalizationFolding
{
    public static Network Fold(Network network)
    {
        var pieces = Pieces(network.Layers);
        var folded = Network.WithoutInitialWeights(network.Inputs, [.. pieces.Select(piece => piece.Create())]);
        for (int i = 0; i < pieces.Count; i++) pieces[i].Fill(folded.Layers[i]);
        return folded;
    }

    private static List<Piece> Pieces(IReadOnlyList<Layer> layers)
    {
        List<Piece> pieces = [.. layers.Select(layer => layer switch
        {
            Dense dense => new DensePiece(dense),
            Residual residual => new ResidualPiece(Pieces(residual.Layers)),
            _ => new Piece(layer),
        })];
        for (int place = 0; place < pieces.Count;)
        {
            if (pieces[place].Original is BatchNormalization batch && Absorb(pieces, place, batch)) pieces.RemoveAt(place);
            else place++;
        }
        return pieces;
    }

    private static bool Absorb(List<Piece> pieces, int place, BatchNormalization batch)
    {
        if (Neighbour(pieces, place, -1) is { IsLinear: true } before)
        {
            before.AbsorbBehind(batch);
            return true;
        }
        var behind = Neighbour(pieces, place, 1);
        behind?.AbsorbBefore(batch);
        return behind is not null;
    }

    private static DensePiece? Neighbour(List<Piece> pieces, int place, int step)
    {
        do place += step;
        while (place >= 0 && place < pieces.Count && pieces[place].Original is NoiseLayer);
        return place >= 0 && place < pieces.Count ? pieces[place] as DensePiece : null;
    }

    private static (double Scale, double Shift) Affine(BatchNormalization batch, int feature)
    {
        double scale = batch.Scale[feature, 0] / Math.Sqrt((double)batch.RunningVariance[feature, 0] + batch.Epsilon);
        return (scale, batch.Shift[feature, 0] - scale * batch.RunningMean[feature, 0]);
    }

    /// <summary>A layer as it is.</summary>
    private class Piece(Layer? original)
    {
        public Layer? Original => original;

        public virtual Layer Create() => LayerCatalog.Copy(original!);

        public virtual void Fill(Layer layer)
        {
            foreach (var (from, to) in original!.Parameters.Concat(original.Buffers).Zip(layer.Parameters.Concat(layer.Buffers))) to.Overwrite(from.Value);
        }
    }

    private sealed class ResidualPiece(List<Piece> inner) : Piece(null)
    {
        public override Layer Create() => new Residual([.. inner.Select(piece => piece.Create())]);

        public override void Fill(Layer layer)
        {
            for (int i = 0; i < inner.Count; i++) inner[i].Fill(((Residual)layer).Layers[i]);
        }
    }

    private sealed class DensePiece(Dense dense) : Piece(dense)
    {
        private readonly double[] _weights = dense.Parameters[0].ToDoubles(), _biases = dense.Parameters[1].ToDoubles();

        public bool IsLinear => dense.IsLinear;

        public void AbsorbBehind(BatchNormalization batch)
        {
            for (int i = 0; i < dense.Outputs; i++)
            {
                var (scale, shift) = Affine(batch, i);
                for (int k = 0; k < dense.Inputs; k++) _weights[i * dense.Inputs + k] *= scale;
                _biases[i] = scale * _biases[i] + shift;
            }
        }

        public void AbsorbBefore(BatchNormalization batch)
        {
            for (int k = 0; k < dense.Inputs; k++)
            {
                var (scale, shift) = Affine(batch, k);
                for (int i = 0; i < dense.Outputs; i++)
                {
                    _biases[i] += _weights[i * dense.Inputs + k] * shift;
                    _weights[i * dense.Inputs + k] *= scale;
                }
            }
        }

        public override void Fill(Layer layer)
        {
            for (int i = 0; i < _weights.Length; i++) layer.Parameters[0].Value.Numbers(i / dense.Inputs)[i % dense.Inputs] = (float)_weights[i];
            for (int i = 0; i < _biases.Length; i++) layer.Parameters[1].Value.Numbers(i)[0] = (float)_biases[i];
            foreach (var parameter in layer.Parameters) parameter.NoteChange();
        }
    }
}
