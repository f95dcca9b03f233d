    /// <summary><c>orders::find</c>: calls <c>Shop.Orders.Find</c>.</summary>
    internal sealed class FindFunction : global::Iii.Generated.FunctionDefinition
    {
        private static readonly global::Iii.Generated.TriggerDefinition[] s_triggers = [new global::Iii.Generated.TriggerDefinition("http", "{\"api_path\":\"/orders/:id\",\"http_method\":\"GET\"}")];

        private static readonly global::Iii.Generated.HttpBinding s_http = new(parameters: ["id", "limit"], literals: [], body: null, takesRequest: false);

        /// <inheritdoc/>
        public override string Id => "orders::find";

        /// <inheritdoc/>
        public override global::System.ReadOnlySpan<byte> RequestSchema => "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"OrdersFindRequest\",\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\",\"maxLength\":3},\"limit\":{\"type\":\"integer\",\"format\":\"int32\",\"minimum\":1,\"maximum\":50,\"default\":10}},\"required\":[\"id\"]}"u8;

        /// <inheritdoc/>
        public override global::System.Collections.Generic.IReadOnlyList<global::Iii.Generated.TriggerDefinition> Triggers => s_triggers;

        /// <inheritdoc/>
        public override global::System.Threading.Tasks.ValueTask InvokeAsync(global::Iii.Generated.FunctionCall call)
        {
            using var request = s_http.Open(call);
            var isHttp = request.IsHttp;
            string idArgument;
            int limitArgument;
            try
            {
                Read(request.Payload, out idArgument, out limitArgument);
            }
            catch (global::System.Text.Json.JsonException problem) when (isHttp)
            {
                request.Reject(call, problem);
                return default;
            }

            var found = new global::Iii.Generated.Violations(call);
            Check(ref found, idArgument, limitArgument);
            if (isHttp && found.Count > 0)
            {
                global::Iii.Generated.HttpResult.WriteInvalid(call.BeginResult(), found);
                return default;
            }

            found.ThrowIfAny();
            call.BeginHandler();
            global::Shop.Orders.Find(idArgument, limitArgument);
            Answer(call, isHttp);
            return default;
        }

        private static void Answer(global::Iii.Generated.FunctionCall call, bool isHttp)
        {
            if (isHttp)
            {
                global::Iii.Generated.HttpResult.WriteNoContent(call.BeginResult());
            }
        }

        private static void Read(global::System.ReadOnlySpan<byte> payload, out string idArgument, out int limitArgument)
        {
            var reader = new global::Iii.Generated.JsonInput(payload);
            reader.Read();
            idArgument = default!;
            var hasId = false;
            limitArgument = 10;
            if (reader.TokenType is global::System.Text.Json.JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType is global::System.Text.Json.JsonTokenType.PropertyName)
                {
                    var parameter = Find(ref reader);
                    reader.Read();
                    switch (parameter)
                    {
                        case 0:
                            idArgument = global::Iii.Generated.StringJson.Read(ref reader)!;
                            hasId = true;
                            break;
                        case 1:
                            limitArgument = global::Iii.Generated.Int32Json.Read(ref reader)!;
                            break;
                        default:
                            reader.Skip();
                            break;
                    }
                }
            }
            else
            {
                throw global::Iii.Generated.JsonErrors.Expected(ref reader, "an object with the function's parameters");
            }

            if (!hasId)
            {
                throw global::Iii.Generated.JsonErrors.Missing(ref reader, "id", 0);
            }

            reader.Read();
        }

        private static readonly string[] s_names = ["id", "limit"];

        private static int Find(ref global::Iii.Generated.JsonInput reader)
        {
            if (!reader.ValueIsEscaped)
            {
                var name = reader.ValueSpan;
                if (global::System.MemoryExtensions.SequenceEqual(name, "id"u8))
                {
                    return 0;
                }

                if (global::System.MemoryExtensions.SequenceEqual(name, "limit"u8))
                {
                    return 1;
                }
            }

            return global::Iii.Generated.JsonNames.Find(ref reader, s_names);
        }

        private static void Check(ref global::Iii.Generated.Violations found, string idArgument, int limitArgument)
        {
            if (idArgument is not null)
            {
                if (idArgument.Length > 3)
                {
                    found.AddCount("id", "must have at most 3 characters", idArgument.Length);
                }
            }

            if (limitArgument is < 1 or > 50)
            {
                found.AddNumber("limit", "must be between 1 and 50", limitArgument);
            }
        }
    }
}
