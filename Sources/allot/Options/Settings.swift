import Foundation

/// Values for options that were not given: from the environment, or otherwise from the settings
/// file.
enum Settings {
  /// The settings file, read once; its faults are reported before any command begins.
  static let file = Result { try SettingsFile.ofThisMachine() }

  static func value(_ name: String) throws -> String? {
    try ProcessInfo.processInfo.environment[name] ?? file.get()?.values[name]
  }

  /// A number within bounds; nil if it is not set.
  static func number<Number>(_ name: String, in bounds: ClosedRange<Number>) throws -> Number?
  where Number: LosslessStringConvertible {
    guard let given = try value(name) else { return nil }
    guard let number = Number(given), bounds.contains(number) else {
      throw Misconfiguration(
        "\(name) is '\(shown(given))': it takes \(bounds.lowerBound) to \(bounds.upperBound)"
      )
    }
    return number
  }

  /// Whether a setting is switched on.
  static func isOn(_ name: String) throws -> Bool { try flag(name) ?? false }

  /// The value of a setting that can only be switched on, with 1; nil if it is not set.
  static func flag(_ name: String) throws -> Bool? {
    switch try value(name) {
    case nil: nil
    case "1": true
    case .some(let given):
      throw Misconfiguration("\(name) is '\(shown(given))': set it to 1, or unset it")
    }
  }
}
