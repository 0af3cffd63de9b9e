/// One metric with its samples, in the text format of Prometheus.
///
/// All metrics are gauges: a value describes one run, and no counter grows from night to night.
struct MetricFamily {
  /// A value, and the labels that distinguish it from the other values of its metric.
  struct Sample {
    var labels: [(name: String, value: String)] = []
    let value: String
  }

  let name: String
  let help: String
  let samples: [Sample]

  /// Makes a metric with one value.
  init(_ name: String, _ help: String, _ value: some CustomStringConvertible) {
    self.init(name, help, samples: [Sample(value: "\(value)")])
  }

  /// Makes a metric with a value for each of some words.
  init<Value: CustomStringConvertible>(
    _ name: String,
    _ help: String,
    by label: String,
    _ values: [(String, Value)]
  ) {
    self.init(
      name,
      help,
      samples: values.map { Sample(labels: [(label, $0.0)], value: "\($0.1)") }
    )
  }

  init(_ name: String, _ help: String, samples: [Sample]) {
    self.name = name
    self.help = help
    self.samples = samples
  }

  var text: String {
    let lines = samples.map { sample in
      let labels = sample.labels.map { #"\#($0.name)="\#(Self.escaped($0.value))""# }
      return
        "\(name)\(labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}") \(sample.value)\n"
    }
    return "# HELP \(name) \(help)\n# TYPE \(name) gauge\n" + lines.joined()
  }

  /// The value of a label, which may be any text, escaped as the format requires.
  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: #"\\"#).replacing("\"", with: #"\""#).replacing("\n", with: #"\n"#)
  }
}
