import CSVReading
import Foundation
import Pipeline
import SystemTestSupport

extension Root {
  /// A report, or another CSV file of the root, as its own header names the cells.
  func table(_ path: String) throws -> [[String: String]] {
    let reader = try CSVReader(ByteSource(Array(text(path).utf8))) { _ in true }
    let names = (reader.header?.cells ?? []).map { String(decoding: $0, as: UTF8.self) }
    var rows: [[String: String]] = []
    while let record = try reader.next() {
      let cells = record.map { String(decoding: $0, as: UTF8.self) }
      rows.append(Dictionary(zip(names, cells)) { first, _ in first })
    }
    return rows
  }

  /// All that the commands and reports say of a night, to be searched for what must not be there.
  func allThatIsSaid(_ run: String) throws -> [String: String] {
    var said = try reports(run)
    said["summary.json"] = try text("reports/\(run)/summary.json")
    for command in ["history", "rejects"] {
      let ended = try allot(command)
      said[command] = ended.output + ended.errors
    }
    said["reasons"] = try Shell.run(#"cat "$1"/*.reason.txt"#, [path + "/failed"]).output
    return said
  }
}

extension Root {
  /// The summary that was published with the reports of a run, or with the `latest`.
  func summary(of run: String) throws -> RunSummary {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(
      RunSummary.self,
      from: Data(text("reports/\(run)/summary.json").utf8)
    )
  }
}
