namespace Backprop.Cli.Tests.Commands;

/// <summary>Bad options of train: one line on stderr, exit 2, nothing written.</summary>
public sealed class BadOptionTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("--hidden", "0")]
    [InlineData("--hidden", "-5")]
    [InlineData("--hidden", "8,,8")]
    [InlineData("--hidden", "99999999999")]
    [InlineData("--hidden", "many")]
    [InlineData("--hidden", "")]
    [InlineData("--learning-rate", "NaN")]
    [InlineData("--learning-rate", "Infinity")]
    [InlineData("--learning-rate", "-0.1")]
    [InlineData("--learning-rate", "0")]
    [InlineData("--learning-rate", "1e99")]
    [InlineData("--learning-rate", "0,1")]
    [InlineData("--batch-size", "0")]
    [InlineData("--batch-size", "-1")]
    [InlineData("--batch-size", "1.5")]
    [InlineData("--batch-size", "99999999999")]
    [InlineData("--epochs", "0")]
    [InlineData("--epochs", "1e3")]
    [InlineData("--patience", "0")]
    [InlineData("--validation", "1")]
    [InlineData("--validation", "-0.1")]
    [InlineData("--validation", "NaN")]
    [InlineData("--test", "0")]
    [InlineData("--test", "1")]
    [InlineData("--test", "NaN")]
    [InlineData("--test", "-0.2")]
    [InlineData("--seed", "-1")]
    [InlineData("--seed", "18446744073709551616")]
    [InlineData("--threads", "0")]
    [InlineData("--threads", "1025")]
    [InlineData("--optimizer", "sdg")]
    [InlineData("--activation", "rellu")]
    [InlineData("--activation", "leaky-relu:NaN")]
    [InlineData("--output-activation", "soft-max")]
    [InlineData("--loss", "squared")]
    [InlineData("--initializer", "he")]
    [InlineData("--scaling", "minmax")]
    [InlineData("--normalize", "group")]
    public void A_bad_value_is_named_with_its_option(string option, string value) =>
        Refuse(["iris", option, value], $"{option} {(value.Length == 0 ? "''" : value)}");

    [Theory]
    [InlineData("--momentum", "1")]
    [InlineData("--beta1", "-0.1")]
    [InlineData("--epsilon", "0")]
    [InlineData("--weight-decay", "NaN")]
    [InlineData("--schedule", "cosin")]
    [InlineData("--schedule", "step:0")]
    [InlineData("--warm-up", "-1")]
    [InlineData("--clip", "0")]
    [InlineData("--augment", "rotate=-10")]
    [InlineData("--augment", "zoom=2")]
    [InlineData("--image-shape", "28")]
    [InlineData("--mixup", "-1")]
    [InlineData("--clip-value", "-1")]
    [InlineData("--l1", "-1")]
    [InlineData("--max-norm", "0")]
    [InlineData("--label-smoothing", "1")]
    [InlineData("--dropout", "1")]
    [InlineData("--average", "swa")]
    [InlineData("--average", "ema:1")]
    [InlineData("--watch", "precision")]
    [InlineData("--minimum-change", "-1")]
    public void A_bad_number_of_an_optimizer_is_named_with_its_option(string option, string value) =>
        Refuse(["iris", option, value], $"{option} {value}");

    [Theory]
    [InlineData("--optimizer adam --momentum 0.9", "--momentum has no effect: adam has no such option. Its options: --learning-rate, --beta1, --beta2, --epsilon, --weight-decay, --decay-biases.")]
    [InlineData("--optimizer sgd --beta1 0.9", "--beta1 has no effect: sgd")]
    [InlineData("--momentum 0.9 --beta1 0.9", "--beta1 has no effect: sgd")]
    [InlineData("--rho 0.9", "--rho has no effect: adam")]
    [InlineData("--weight-decay 0 --decay-biases", "--decay-biases has no effect without a --weight-decay above 0")]
    [InlineData("--nesterov", "--nesterov has no effect without a --momentum above 0")]
    [InlineData("--optimizer sgd --decay-biases", "--decay-biases has no effect without a --weight-decay above 0")]
    [InlineData("--epochs 50 --warm-up 50", "--warm-up 50: it leaves none of 50 epochs")]
    [InlineData("--warm-up 1 --schedule one-cycle", "has a warm-up of its own")]
    [InlineData("--schedule plateau --validation 0", "goes by the validation loss")]
    [InlineData("--watch accuracy --validation 0", "--watch has no effect")]
    [InlineData("--minimum-change 0.1 --patience none", "--minimum-change has no effect")]
    [InlineData("--hidden none --dropout 0.5", "--dropout has no effect")]
    [InlineData("--hidden none --normalize batch", "--normalize has no effect")]
    [InlineData("--hidden 64,32 --residual", "--residual has no effect: no hidden layer is as wide")]
    [InlineData("--normalize batch --batch-size 1", "Use a batch size of 2 or more")]
    [InlineData("--optimizer lbfgs --batch-size 32", "batches of 32 are less than its 135 rows")]
    [InlineData("--optimizer lbfgs --dropout 0.1", "The optimizer lbfgs is not for dropout")]
    [InlineData("--optimizer lbfgs --momentum 0.9", "--momentum has no effect: lbfgs has no such option")]
    [InlineData("--image-shape 2x2", "--image-shape has no effect: there is no --augment")]
    [InlineData("--augment shift=1", "'iris' is not known to hold images")]
    [InlineData("--augment shift=1 --image-shape 3x3", "An image of 1x3x3 has 9 pixels, but a row of 'iris' has 4 features")]
    [InlineData("--augment shift=1 --image-shape 2x2 --scaling standardize", "all pixels must have the same scale")]
    [InlineData("--watch r2", "There is no r2 where classes are predicted")]
    [InlineData("--optimizer rprop --schedule cosine", "--schedule has no effect: rprop")]
    [InlineData("--optimizer rprop --warm-up 2", "--warm-up has no effect: rprop")]
    [InlineData("--optimizer rprop --clip 1", "--clip has no effect: rprop")]
    [InlineData("--epochs 20 --warm-up 30", "--warm-up 30: it leaves none of 20 epochs")]
    [InlineData("--epochs 50 --average swa:60", "--average swa:60: there are only 50 epochs")]
    public void Options_that_have_no_effect_or_contradict_each_other_are_refused(string options, string message) =>
        Refuse(["iris", .. options.Split(' ')], message);

    [Theory]
    [InlineData("--task", "regress")]
    [InlineData("--header", "maybe")]
    [InlineData("--delimiter", "::")]
    [InlineData("--delimiter", "a")]
    public void A_bad_value_of_a_table_is_named_with_its_option(string option, string value) =>
        Refuse(["iris", option, value], $"{option} {value}");

    [Fact]
    public void A_billion_neurons_are_refused() => Refuse(["digits", "--hidden", "1000000000"], "1000000000", "fewer neurons");

    [Fact]
    public void Layers_that_no_memory_holds_are_refused() => Refuse(["digits", "--hidden", "30000000,60"], "fewer neurons");

    [Theory]
    [InlineData("--target", "class")]
    [InlineData("--task", "regression")]
    [InlineData("--header", "yes")]
    [InlineData("--delimiter", ";")]
    [InlineData("--labels", "labels")]
    [InlineData("--test-labels", "labels")]
    public void An_option_without_effect_on_a_built_in_set_is_refused(string option, string value) =>
        Refuse(["iris", option, value], option, "has no effect");

    [Fact]
    public void Labels_of_a_share_are_refused() => Refuse(["iris", "--test", "0.2", "--test-labels", "labels"], "--test-labels has no effect");

    [Fact]
    public void Labels_of_a_built_in_test_are_refused() => Refuse(["iris", "--test", "iris", "--test-labels", "labels"], "--test-labels has no effect");

    [Fact]
    public void An_activation_of_no_layer_is_refused() => Refuse(["iris", "--hidden", "none", "--activation", "tanh"], "--activation has no effect");

    [Fact]
    public void Patience_without_validation_data_is_refused() => Refuse(["iris", "--validation", "0", "--patience", "5"], "--patience has no effect");

    [Fact]
    public void A_range_that_the_data_do_not_have_is_refused() => Refuse(["iris", "--scaling", "range"], "range");

    [Fact]
    public void A_loss_that_the_outputs_cannot_have_is_refused() =>
        Refuse(["iris", "--output-activation", "tanh", "--loss", "cross-entropy"], "cross-entropy", "tanh");

    [Fact]
    public void A_share_that_leaves_no_row_is_refused() => Refuse(["iris", "--test", "0.001"], "0.001");

    [Fact]
    public void An_unknown_option_is_named_with_the_nearest() => Refuse(["iris", "--epoch", "3"], "'--epoch'", "Did you mean '--epochs'?");

    [Fact]
    public void A_superfluous_word_is_named() => Refuse(["iris", "digits"], "'digits'");

    [Fact]
    public void An_option_without_value_is_named() => Workspace.Run("train", "iris", "--seed").Refused("--seed has no value", "--seed N");

    [Fact]
    public void An_option_given_twice_is_named() => Refuse(["iris", "--seed", "1", "--seed", "2"], "--seed is given 2 times");

    [Fact]
    public void A_missing_argument_is_named() => Workspace.Run("train").Refused("DATA is missing", "'backprop train DATA'");

    [Fact]
    public void An_option_in_the_place_of_data_is_no_data_set() => Workspace.Run("train", "--version").Refused("knows no option '--version'");

    [Theory]
    [InlineData("--batch-size", "99999999999", "2147483647")]
    [InlineData("--learning-rate", "1e-50", "too small for a float")]
    [InlineData("--learning-rate", "1e99", "too large for a float")]
    [InlineData("--validation", "0.9999", "none is left to train on")]
    [InlineData("--test", "0.9999", "--test 0.9999")]
    public void A_value_beyond_a_limit_names_the_limit(string option, string value, string limit) => Refuse(["iris", option, value], limit);

    [Fact]
    public void A_missing_command_is_asked_for() => Workspace.Run().Refused("train, tune, evaluate, predict, explain, check, inspect or data");

    [Fact]
    public void An_unknown_command_is_named_with_the_nearest() => Workspace.Run("trian", "iris").Refused("'trian'", "Did you mean 'train'?");

    [Fact]
    public void A_missing_subcommand_is_asked_for() => Workspace.Run("data").Refused("list, export, describe or augment");

    [Fact]
    public void A_file_name_with_a_line_break_stays_in_one_line() => Workspace.Run("train", "a\nb\e[31m").Refused("a\\u000ab\\u001b[31m");

    private void Refuse(string[] arguments, params string[] named)
    {
        Workspace.Run(["train", .. arguments, "--output", _workspace.Model]).Refused(named);
        Assert.Empty(_workspace.Names);
    }
}
