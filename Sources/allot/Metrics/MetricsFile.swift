import Configuration
import FileSystem
import SystemPackage

/// The file with the metrics of the last run, for the textfile collector of Prometheus' node
/// exporter.
///
/// It is replaced in one step: a reader sees the metrics of one run or of the next, never a part.
struct MetricsFile {
  let path: FilePath

  /// Takes the file named by the option, by ALLOT_METRICS or by the configuration, in this order.
  ///
  /// It is nil if none names a file.
  ///
  /// - Throws: `Misconfiguration` if nothing can be written there, so that this is known before the run.
  init?(option: String?, configuration: ConfigurationFile?) throws {
    guard
      let given = try option ?? Settings.value("ALLOT_METRICS")
        ?? configuration?.configuration.metrics
    else { return nil }
    guard !given.isEmpty else {
      throw Misconfiguration("the name of the file for metrics is empty: name one, or leave it out")
    }
    path = try RootOptions.absolute(given)
    let folder = path.removingLastComponent()
    guard try folder.look(followingLink: true)?.type == .directory else {
      throw Misconfiguration(
        "the metrics cannot be written to \(path.displayed): its folder is not there"
      )
    }
    if let reason = folder.refusal(of: [.write, .search]) {
      let error = FileError("write the metrics to", path, reason)
      throw Misconfiguration("\(error)")
    }
  }

  /// Replaces the metrics with those of a run; every user may read the file.
  func write(_ metrics: RunMetrics) throws {
    let output = try OutputFile(at: path)
    try output.write(metrics.text)
    try output.letEverybodyRead()
    try output.publish(.replace)
  }

  private static let success = "allot_run_last_success_timestamp_seconds "

  /// When a run last succeeded, as the metrics of an earlier run say.
  var lastSuccess: Int? {
    guard let file = try? InputFile(path) else { return nil }
    defer { file.close() }
    let longest = 1 << 16
    let bytes = try? [UInt8](unsafeUninitializedCapacity: longest) { buffer, count in
      count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    return String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix(Self.success) }.flatMap { Int($0.dropFirst(Self.success.count)) }
  }
}
