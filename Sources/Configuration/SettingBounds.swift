/// The allowed values of settings, whether given as option, variable or key of the configuration.
package enum SettingBounds {
  package static let keep = 1...100_000
  package static let deferDays = 0...3650
  package static let forgetDays = 1...3650
  package static let settle = 0.0...3600

  /// The allowed delimiters, for messages.
  package static let delimiters = "',', ';', '|' or 'tab'"

  /// The delimiter that a text names; nil if it names none.
  package static func delimiter(_ text: String) -> Character? {
    switch text {
    case ",", ";", "|", "\t": text.first
    case "tab": "\t"
    default: nil
    }
  }
}
