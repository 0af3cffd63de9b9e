package import Configuration
import ServiceLayer

extension Configuration {
  /// Reads the text of a file; `file` is its name in messages.
  ///
  /// - Throws: `ConfigurationFault` for the first fault found.
  package init(_ text: String, from file: String) throws {
    try self.init(text, from: file) { kind in
      (kind.requiredColumns + kind.optionalColumns).map(\.rawValue)
    }
  }

  /// The configuration that a run began with; nil if it had none.
  ///
  /// - Throws: `ConfigurationFault` if another version of the program stored it and this one cannot
  ///   read it.
  init?(of run: Run) throws {
    guard let text = run.settings.configuration else { return nil }
    try self.init(text, from: "allot.toml of run \(run.name)")
  }
}
