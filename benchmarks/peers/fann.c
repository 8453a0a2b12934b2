/* FANN answers the cases of `compare`: incremental training, so a step is one data point whatever batch the case names.
 * FANN has neither ReLU nor softmax: hidden and output neurons have the variant's activation, linear where a case predicts numbers.
 */
#include <floatfann.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef __SSE__
#include <xmmintrin.h>
#endif
#ifndef FANN_RELEASE /* the headers do not tell it */
#define FANN_RELEASE "unknown"
#endif

enum { MOST_LAYERS = 16, MOST_CASES = 64, ROWS = 8192, ROWS_OF_THE_SMALLEST = 150 };
static const double epoch_seconds = 0.1; /* an epoch of a large network has as many rows as fit into this time */

struct peer_case {
    char name[96];
    unsigned layers[MOST_LAYERS], depth;
    int predicts;
    struct fann *network;
    struct fann_train_data *data;
    unsigned rows;
};

static const struct { const char *name; enum fann_activationfunc_enum hidden; } variants[] = {
    { "sigmoid", FANN_SIGMOID }, { "stepwise", FANN_SIGMOID_STEPWISE }, { "linear-piece", FANN_LINEAR_PIECE } };
enum { VARIANTS = sizeof variants / sizeof *variants };
static enum fann_activationfunc_enum hidden_activation;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static float uniform(void) {
    static unsigned long long state = 1;
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state >> 40) * 0x1p-24f;
}

/* Classes: the largest of the first inputs; numbers: the first inputs themselves. */
static void row_of_data(unsigned row, unsigned inputs, unsigned outputs, fann_type *input, fann_type *output) {
    unsigned largest = 0, i;
    (void)row;
    for (i = 0; i < inputs; i++) input[i] = uniform();
    for (i = 1; i < outputs; i++) if (input[i] > input[largest]) largest = i;
    for (i = 0; i < outputs; i++) output[i] = outputs == 10 || outputs == 3 ? i == largest : input[i];
}

static const char *parse(struct peer_case *c) {
    const char *text = c->name;
    if (strncmp(text, "predict:", 8) == 0) { c->predicts = 1; text += 8; }
    do {
        char *end;
        unsigned long size = strtoul(text, &end, 10);
        if (end == text || size < 1 || size > 1000000 || c->depth == MOST_LAYERS) return "no case: give LAYERS@BATCH as 784-128-10@32, or predict:LAYERS";
        c->layers[c->depth++] = size;
        text = end;
    } while (*text++ == '-');
    text--;
    if (c->depth < 2 || (c->predicts ? *text != 0 : *text != '@')) return "no case: give LAYERS@BATCH as 784-128-10@32, or predict:LAYERS";
    if (c->layers[c->depth - 1] > c->layers[0]) return "more outputs than inputs: the synthetic targets are made from the inputs";
    return NULL;
}

static const char *prepare(struct peer_case *c) {
    unsigned outputs, all, i;
    double start;
    const char *problem = parse(c);
    if (problem) return problem;
    outputs = c->layers[c->depth - 1];
    all = c->depth == 3 && c->layers[0] == 4 && outputs == 3 ? ROWS_OF_THE_SMALLEST : ROWS;
    c->network = fann_create_standard_array(c->depth, c->layers);
    c->data = fann_create_train(all, c->layers[0], outputs);
    if (!c->network || !c->data) return "not enough memory";
    for (i = 0; i < all; i++) row_of_data(i, c->layers[0], outputs, c->data->input[i], c->data->output[i]);
    fann_set_activation_function_hidden(c->network, hidden_activation);
    fann_set_activation_function_output(c->network, outputs == 10 || outputs == 3 ? hidden_activation : FANN_LINEAR);
    fann_set_training_algorithm(c->network, FANN_TRAIN_INCREMENTAL);
    fann_set_learning_rate(c->network, 0.01f);
    fann_set_learning_momentum(c->network, 0);
    fann_randomize_weights(c->network, -0.05f, 0.05f);
    fann_train(c->network, c->data->input[0], c->data->output[0]); /* allocates what training needs */
    start = now();
    for (i = 0; i < 3; i++) fann_train(c->network, c->data->input[i], c->data->output[i]);
    c->rows = fmin(all, fmax(1, epoch_seconds / ((now() - start) / 3)));
    return NULL;
}

static void train(struct peer_case *c, double seconds, double *samples, double *elapsed) {
    unsigned all = c->data->num_data;
    double start;
    c->data->num_data = c->rows; /* an epoch of the first rows */
    start = now();
    do {
        fann_shuffle_train_data(c->data);
        fann_train_epoch(c->network, c->data);
        *samples += c->rows;
        *elapsed = now() - start;
    } while (*elapsed < seconds);
    c->data->num_data = all;
}

static void predict(struct peer_case *c, double seconds, double *samples, double *elapsed) {
    double start = now();
    unsigned row = 0, i;
    do {
        for (i = 0; i < 100; i++, row = (row + 1) % c->data->num_data) fann_run(c->network, c->data->input[row]);
        *samples += 100;
        *elapsed = now() - start;
    } while (*elapsed < seconds);
}

static void answer(struct peer_case *c, double seconds) {
    double samples = 0, elapsed = 0, warm = 0, loss;
    (c->predicts ? predict : train)(c, 0, &warm, &elapsed);
    (c->predicts ? predict : train)(c, seconds, &samples, &elapsed);
    printf("{\"case\":\"%s\",\"samplesPerSecond\":%.9g,\"microsecondsPerStep\":%.9g", c->name, samples / elapsed, elapsed / samples * 1e6);
    if (!c->predicts) {
        loss = fann_get_MSE(c->network);
        if (isfinite(loss)) printf(",\"loss\":%.9g", loss);
        else printf(",\"loss\":null");
    }
    puts("}");
}

static void converse(void) {
    static struct peer_case cases[MOST_CASES];
    unsigned known = 0, i;
    char line[256], name[96];
    double seconds;
    while (fgets(line, sizeof line, stdin)) {
        const char *problem = NULL;
        if (strcmp(line, "quit\n") == 0) return;
        if (strspn(line, " \t\r\n") == strlen(line)) continue;
        if (sscanf(line, "%95[0-9a-z:@-] %lf", name, &seconds) != 2) { puts("{\"case\":\"\",\"error\":\"say CASE SECONDS\"}"); continue; }
        for (i = 0; i < known && strcmp(cases[i].name, name) != 0; i++) { }
        if (i == MOST_CASES) problem = "too many cases for one process";
        else if (i == known) {
            strcpy(cases[i].name, name);
            problem = prepare(&cases[i]);
            if (problem) memset(&cases[i], 0, sizeof cases[i]);
            else known++;
        }
        if (problem) printf("{\"case\":\"%s\",\"error\":\"%s\"}\n", name, problem);
        else answer(&cases[i], seconds);
    }
}

int main(int count, char **arguments) {
    const char *variant = variants[0].name;
    int i, list = count == 2 && strcmp(arguments[1], "--list") == 0;
    if (count == 3 && strcmp(arguments[1], "--variant") == 0) variant = arguments[2];
    else if (count != 1 && !list) variant = "";
    setvbuf(stdout, NULL, _IOLBF, 0);
#ifdef __SSE__
    _mm_setcsr(_mm_getcsr() | 0x8040); /* subnormals are zero, as in the other peers: they would cost FANN a hundred cycles each */
#endif
    for (i = 0; i < VARIANTS; i++) {
        const char *name = variants[i].name;
        if (list) printf("{\"configuration\":\"threads=1 batch=1 variant=%s\",\"environment\":{},\"arguments\":[\"--variant\",\"%s\"]}\n", name, name);
        else if (strcmp(variant, name) == 0) {
            hidden_activation = variants[i].hidden;
            printf("{\"peer\":\"fann\",\"version\":\"" FANN_RELEASE "\",\"configuration\":\"threads=1 batch=1 variant=%s\"}\n", name);
            converse();
            return 0;
        }
    }
    if (!list) fprintf(stderr, "usage: fann.sh --list | [--variant sigmoid|stepwise|linear-piece]\n");
    return list ? 0 : 2;
}
