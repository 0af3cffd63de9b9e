import Pipeline

extension ExpectedFiles {
  /// The metrics of expected files; empty if no files are expected.
  var metrics: [MetricFamily] {
    [
      MetricFamily(
        "allot_expectation_ok",
        "Whether a check of an expected file has passed: 1, or 0.",
        samples: results.map { result in
          MetricFamily.Sample(
            labels: [("file", result.file), ("check", result.check.rawValue)],
            value: result.state == .pass ? "1" : "0"
          )
        }
      ),
      MetricFamily(
        "allot_file_last_seen_timestamp_seconds",
        "When the last run began that took an expected file.",
        samples: lastSeen.map {
          MetricFamily.Sample(labels: [("file", $0.file)], value: "\($0.started)")
        }
      ),
    ].filter { !$0.samples.isEmpty }
  }
}
