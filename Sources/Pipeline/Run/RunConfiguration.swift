package import Configuration
import ServiceLayer

extension Configuration {
  /// Reads the text of a file; `file` is what faults call it.
  ///
  /// - Throws: `ConfigurationFault`, the first that is met.
  package init(_ text: String, from file: String) throws {
    try self.init(text, from: file) { kind in
      (kind.requiredColumns + kind.optionalColumns).map(\.rawValue)
    }
  }

  /// The configuration that a run began with; nil where it had none.
  ///
  /// - Throws: `ConfigurationFault` where another version of this program wrote it down.
  init?(of run: Run) throws {
    guard let text = run.settings.configuration else { return nil }
    try self.init(text, from: "allot.toml of run \(run.name)")
  }
}
