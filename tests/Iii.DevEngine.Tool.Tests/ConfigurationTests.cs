using System.Net;
using Iii.DevEngine.Tool.Configuration;

namespace Iii.DevEngine.Tool.Tests;

/// <summary>What a configuration file of the real engine means here.</summary>
public sealed class ConfigurationTests
{
    // In the shape of the files that the real engine comes with.
    private const string Everything =
        """
        # ${NOWHERE:a comment}
        registration_namespace_grace_ms: 250
        workers:
          - name: iii-worker-manager
            config: { port: 49199, host: 0.0.0.0, handshake_timeout_ms: 500 }
          - name: iii-worker-manager
            config:
              port: 49135
              middleware_function_id: rules::middleware
              rbac:
                auth_function_id: rules::auth
                on_function_registration_function_id: rules::function
                on_trigger_registration_function_id: rules::trigger
                on_trigger_type_registration_function_id: rules::type
                expose_functions:
                  - match("public::*")
                  - { match: 'shop::*', namespace: shop }
                  - metadata: { public: true, tier: match("gold*"), level: 0x10, ratio: 1.5, tags: [a, null] }
          - name: iii-http
            config:
              port: ${HTTP_PORT:3199}
              host: localhost
              default_timeout: 1500
              concurrency_request_limit: 0
              cors: { allowed_origins: ['https://a.example'], allowed_methods: [GET] }
              middleware:
                - { function_id: rules::log, priority: 5 }
                - function_id: rules::late
                  phase: postHandler
          - name: iii-stream
            config:
              port: 3114
              auth_function: rules::stream
              adapter: { name: kv, config: { store_method: file_based, file_path: ./data } }
          - name: iii-state
            config: { max_value_bytes: 1024, triggers_enabled: false, save_interval_ms: 100, adapter: { name: redis } }
          - name: iii-queue
            config:
              queue_configs:
                default: { concurrency: 2 }
                orders: { type: fifo, message_group_field: order, max_retries: 7, backoff_ms: 20, max_priority: 9, poll_interval_ms: 5 }
          - name: iii-http-functions
            config: { security: { url_allowlist: [localhost], block_private_ips: false, require_https: false } }
        modules:
          - name: iii-observability
            config: { anything: goes }
          - name: iii-exec
          - name: resize
            image: acme/resize:1
          - name: iii-pubsub
            config: { adapter: { name: local } }
            restart: always
          - name: iii-cron
        """;

    [Fact]
    public void What_the_engine_has_is_taken_over()
    {
        var options = Parse(Everything).Options;
        Assert.Equal((TimeSpan.FromMilliseconds(250), 49199, IPAddress.Any), (options.RegistrationGrace, options.WorkerPort, options.Address));
        Assert.Equal((3199, IPAddress.Loopback, TimeSpan.FromSeconds(1.5), 1), (options.HttpPort, options.HttpAddress, options.HttpTimeout, options.Http.MaxConcurrentRequests));
        Assert.Equal(["https://a.example"], options.Http.Cors!.AllowedOrigins);
        Assert.Equal(["GET"], options.Http.Cors.AllowedMethods);
        Assert.Equal([new IIIHttpMiddleware("rules::log", 5), new IIIHttpMiddleware("rules::late")], options.Http.Middleware);
        Assert.Equal((3114, IPAddress.Loopback, "rules::stream"), (options.StreamPort, options.StreamAddress, options.StreamAuthFunctionId));
        Assert.Equal(1024, options.MaxStateValueBytes);
        Assert.Equal(new IIIQueueOptions { Concurrency = 2 }, options.Queues["default"]);
        Assert.Equal(new IIIQueueOptions { FifoGroupField = "order", MaxAttempts = 7, Backoff = TimeSpan.FromMilliseconds(20) }, options.Queues["orders"]);
        Assert.Equal((false, false), (options.HttpFunctions.BlockPrivateAddresses, options.HttpFunctions.RequireHttps));
        Assert.Equal(["localhost"], options.HttpFunctions.UrlAllowList);
    }

    [Fact]
    public void Ports_with_rules_are_taken_over_with_their_rules()
    {
        var listener = Assert.Single(Parse(Everything).Options.WorkerListeners);
        Assert.Equal((49135, IPAddress.Loopback, "rules::middleware"), (listener.Port, listener.Address, listener.MiddlewareFunctionId));
        var rbac = listener.Rbac!;
        Assert.Equal(
            ("rules::auth", "rules::function", "rules::trigger", "rules::type"),
            (rbac.AuthFunctionId, rbac.OnFunctionRegistrationFunctionId, rbac.OnTriggerRegistrationFunctionId, rbac.OnTriggerTypeRegistrationFunctionId));
        Assert.Equal([("public::*", "default"), ("shop::*", "shop"), (null, "default")], rbac.ExposeFunctions.Select(f => (f.Pattern, f.Namespace)));
        Assert.Equal(
            ["public true", "tier \"match(\\u0022gold*\\u0022)\"", "level 16", "ratio 1.5", "tags [\"a\",null]"],
            rbac.ExposeFunctions[2].Metadata!.Select(m => $"{m.Key} {m.Value.GetRawText()}"));
    }

    [Fact]
    public void What_the_engine_has_not_is_warned_of_with_its_place()
    {
        var warnings = Parse(Everything).Warnings.Select(w => $"{w.Position.Line},{w.Position.Column} {w.Message}");
        Assert.Equal(
            [
                "5,65 'iii-worker-manager.handshake_timeout_ms' is ignored: it is 10 s here.",
                "29,18 'iii-http.middleware[1].phase' is ignored: 'preHandler' is the only one.",
                "34,52 'iii-stream.adapter.config.store_method' is ignored: this engine works in memory. --data DIR keeps state, streams and queues.",
                "36,56 'iii-state.triggers_enabled' is ignored: triggers on state always fire here.",
                "36,81 'iii-state.save_interval_ms' is ignored: this engine saves at once with --data DIR, and never without.",
                "36,95 'iii-state.adapter' redis is ignored: this engine has all of it in its own process.",
                "41,105 'iii-queue.queue_configs.orders.max_priority' is ignored: priorities need RabbitMQ.",
                "41,126 'iii-queue.queue_configs.orders.poll_interval_ms' is ignored: messages are delivered at once.",
                "45,5 'iii-observability' is ignored: of it this engine has the log functions and the trigger 'log'.",
                "47,5 'iii-exec' is ignored: this engine does not have it.",
                "48,5 'resize' is not started: it is a worker of its own, with an image. Start it yourself.",
                "52,5 'restart' is ignored: an entry has name, image and config.",
            ],
            warnings);
    }

    [Fact]
    public void With_a_data_directory_stores_in_files_are_not_in_vain()
    {
        Assert.DoesNotContain(Parse(Everything, isKept: true).Warnings, w => w.Message.Contains("store_method", StringComparison.Ordinal));
    }

    [Fact]
    public void Parts_that_the_file_does_not_list_are_named_for_they_are_there_all_the_same()
    {
        var warning = Assert.Single(Parse("workers: [{name: iii-http}, {name: iii-state}, {name: queue}]").Warnings, w => w.Message.StartsWith("This engine has", StringComparison.Ordinal));
        Assert.Equal("This engine has iii-stream, iii-pubsub, iii-cron, iii-http-functions although the file does not list them; the real engine has not.", warning.Message);
    }

    [Fact]
    public void Without_a_port_that_has_no_rules_there_is_one_of_loopback()
    {
        var (options, warnings) = Parse("workers: [{name: iii-worker-manager, config: {host: 0.0.0.0, rbac: {}}}]");
        Assert.Equal((0, IPAddress.Loopback), (options.WorkerPort, options.Address));
        Assert.Equal((49134, IPAddress.Any), (options.WorkerListeners[0].Port, options.WorkerListeners[0].Address));
        Assert.Contains(warnings, w => w.Message.StartsWith("All ports for workers have rules.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("80", 80)]
    [InlineData(null, 3111)]
    public void Placeholders_are_replaced_by_variables_or_their_defaults(string? value, int port)
    {
        Assert.Equal(port, Parse("workers: [{name: iii-http, config: {port: ${PORT:3111}}}]", variable: name => name == "PORT" ? value : null).Options.HttpPort);
    }

    [Fact]
    public void Places_are_those_of_the_file_whatever_placeholders_became()
    {
        const string Text = "# ${A:} ${B:longer than its placeholder}\nworkers:\n  - { name: ${LINES:x}, image: ${B:b} }\n  - { name: iii-exec }";
        var warnings = Parse(Text, variable: name => name == "LINES" ? "\"a\\\n      b\"" : null).Warnings;
        Assert.Equal([(3, 5), (4, 5)], warnings.Where(w => !w.Message.StartsWith("This engine has", StringComparison.Ordinal)).Select(w => (w.Position.Line, w.Position.Column)));
    }

    [Theory]
    [InlineData("workers: [", "(1,11): This is not YAML: ")]
    [InlineData("workers:\n\t- name: a", "(2,1): This is not YAML: ")]
    [InlineData("workers: []\nworkers: []", "(2,1): This is not YAML: ")]
    [InlineData("", "(1,1): The file is empty. Expected a mapping such as `workers: []`.")]
    [InlineData("# nothing", "(1,1): The file is empty. Expected a mapping such as `workers: []`.")]
    [InlineData("- a", "(1,1): The file is a list. Expected a mapping.")]
    [InlineData("workers: []\n---\nworkers: []", "(3,1): The file has a second document. Expected one.")]
    [InlineData("port: 1", "(1,1): the file has an unknown key 'port'. Expected modules, registration_namespace_grace_ms, workers.")]
    [InlineData("workers: 5", "(1,10): 'workers' is the number 5. Expected a list.")]
    [InlineData("workers: [a]", "(1,11): 'workers[0]' is the text 'a'. Expected a mapping.")]
    [InlineData("workers: [{config: {}}]", "(1,11): 'workers[0]' has no 'name'.")]
    [InlineData("workers:\n  - name: iii-http\n    config: {port: '80'}", "(3,20): 'iii-http.port' is the text '80'. Expected a whole number from 0 to 65535.")]
    [InlineData("workers:\n  - name: iii-http\n    config: {port: 65536}", "(3,20): 'iii-http.port' is the number 65536. Expected a whole number from 0 to 65535.")]
    [InlineData("workers:\n  - name: iii-http\n    config: {prot: 80}", "(3,14): 'iii-http' has an unknown key 'prot'. Expected concurrency_request_limit, cors, default_timeout, host, middleware, port.")]
    [InlineData("workers:\n  - name: iii-http\n    config: {host: nowhere}", "(3,20): 'iii-http.host' is the text 'nowhere'. Expected an address such as 127.0.0.1, or localhost.")]
    [InlineData("workers:\n  - name: iii-http\n    config: {host: true}", "(3,20): 'iii-http.host' is the flag true. Expected a text; quote it if it is one.")]
    [InlineData("workers:\n  - name: iii-http\n    config: {middleware: [{}]}", "(3,27): 'iii-http.middleware[0]' has no 'function_id'.")]
    [InlineData("workers:\n  - name: iii-queue\n    config: {queue_configs: {q: {type: lifo}}}", "(3,40): 'iii-queue.queue_configs.q.type' is the text 'lifo'. Expected 'standard' or 'fifo'.")]
    [InlineData("workers:\n  - name: iii-queue\n    config: {queue_configs: {q: {type: fifo}}}", "(3,33): 'iii-queue.queue_configs.q' is of type 'fifo', but has no 'message_group_field'.")]
    [InlineData("workers:\n  - name: iii-queue\n    config: {queue_configs: {q: {concurrency: 0}}}", "(3,47): 'iii-queue.queue_configs.q.concurrency' is the number 0. Expected a whole number from 1 to 2147483647.")]
    [InlineData("workers:\n  - name: iii-worker-manager\n    config: {rbac: {expose_functions: [all]}}", "(3,40): An item of 'iii-worker-manager.rbac.expose_functions' is the text 'all'. Expected match(\"pattern\"), or a mapping with match or metadata.")]
    [InlineData("workers:\n  - name: iii-worker-manager\n    config: {rbac: {expose_functions: [{}]}}", "(3,40): An item of 'iii-worker-manager.rbac.expose_functions' has neither 'match' nor 'metadata'.")]
    [InlineData("workers:\n  - name: iii-worker-manager\n    config: {rbac: {expose_functions: [{namesapce: a}]}}", "(3,41): 'iii-worker-manager.rbac.expose_functions' has an unknown key 'namesapce'. Expected match, metadata, namespace.")]
    [InlineData("workers: [{name: iii-queue}, {name: queue}]", "(1,11): 'iii-queue' and 'queue' are both there; the real engine takes one of them. Remove 'iii-queue'.")]
    [InlineData("a: 1\n# ${UNSET}", "(2,3): The environment variable 'UNSET' is not set and has no default. Set it, or write ${UNSET:default}. Placeholders are looked for in comments too.")]
    [InlineData("workers:\n  - name: iii-worker-manager\n    config: {rbac: {expose_functions: [{metadata: {a: &x [*x]}}]}}", "(3,")]
    public void What_the_real_engine_refuses_is_refused_with_its_place(string text, string problem)
    {
        var error = Assert.Throws<ConfigException>(() => Parse(text));
        Assert.StartsWith("iii.yaml" + problem, error.Message, StringComparison.Ordinal);
    }

    private static EngineConfiguration Parse(string text, bool isKept = false, Func<string, string?>? variable = null) => EngineConfiguration.Parse("iii.yaml", text, isKept, variable ?? (_ => null));
}
