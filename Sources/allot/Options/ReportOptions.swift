import ArgumentParser
import Configuration
import ServiceLayer

/// How reports are written.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Number of reports to keep (ALLOT_KEEP; else 30).",
      valueName: "count"
    )
  )
  var keep: Int?

  @Option(
    help: ArgumentHelp(
      "Delimiter of the cells in reports: ',', ';', '|' or 'tab' (ALLOT_DELIMITER; else ',').",
      valueName: "character"
    )
  )
  var delimiter: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Begin reports with a byte-order mark, so that Excel reads them as UTF-8 (ALLOT_BOM=1)."
  )
  var bom: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: "Write cells unchanged that a spreadsheet would run as formulas (ALLOT_RAW_CELLS=1)."
  )
  var rawCells: Bool?

  /// Sets what the options, the environment and the configuration say about reports.
  func apply(to settings: inout Run.Settings, _ configuration: Configuration?) throws {
    let report = configuration?.report
    settings.keepReports =
      try keep ?? Settings.number("ALLOT_KEEP", in: SettingBounds.keep) ?? configuration?.run.keep
      ?? 30
    settings.rawCells =
      try rawCells ?? Settings.flag("ALLOT_RAW_CELLS") ?? report?.rawCells ?? false
    settings.reportByteOrderMark =
      try bom ?? Settings.flag("ALLOT_BOM") ?? report?.hasByteOrderMark ?? false
    settings.reportDelimiter =
      try (delimiterOption ?? delimiterSetting ?? report?.delimiter)?.asciiValue
      ?? settings.reportDelimiter
  }

  private var delimiterOption: Character? { delimiter.flatMap(SettingBounds.delimiter) }

  private var delimiterSetting: Character? {
    get throws {
      guard let given = try Settings.value("ALLOT_DELIMITER") else { return nil }
      guard let delimiter = SettingBounds.delimiter(given) else {
        throw Misconfiguration(
          "ALLOT_DELIMITER is '\(shown(given))': it takes \(SettingBounds.delimiters)"
        )
      }
      return delimiter
    }
  }

  func validate() throws {
    guard keep.map(SettingBounds.keep.contains) ?? true else {
      throw ValidationError("--keep takes 1 to 100000")
    }
    guard delimiter == nil || delimiterOption != nil else {
      throw ValidationError("--delimiter takes \(SettingBounds.delimiters)")
    }
  }
}
