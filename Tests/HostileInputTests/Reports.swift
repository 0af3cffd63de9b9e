import CSVReading
import Foundation
import Pipeline
import SystemTestSupport

extension Root {
  /// A report or another CSV file of the root, with cells named by its header.
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

  /// The complete output of the commands and reports of a night, to search for forbidden text.
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
