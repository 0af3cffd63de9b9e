import Pipeline
import SafeText
import ServiceLayer

extension OpenOrderRow {
  /// A short description of the row.
  var name: String {
    let line = [sku.map(shown), qty].compactMap { $0 }.joined(separator: ", ")
    guard !asksForALine else { return line.isEmpty ? "a line" : line }
    return line.isEmpty ? "a row of \(kind)" : "\(line) in \(kind)"
  }

  var headline: String {
    guard isDeferred else {
      return "REJECTED (\(faults.map(\.code).joined(separator: ", ")))"
    }
    switch faults.last?.code {
    case "unknown-sku": return "no batch of the sku is known yet"
    case "unknown-batch": return "batch not known"
    case "unknown-line": return "order line not known"
    default: return "deferred"
    }
  }

  func facts(of orderID: String) -> FactList {
    var facts = FactList()
    facts.add("came", came.told)
    for fault in faults where !isDeferred || fault.code != "unknown-sku" {
      facts.add("why", fault.reason)
    }
    facts.add(
      "near",
      near.map { near in
        "\(shown(near.name)) is known"
          + (near.row.map { " (\($0.file):\($0.line))" } ?? "")
      }
    )
    facts.add("until", until.map { "\($0), then it is rejected" })
    if let rejectsFile {
      let age = nights == 0 ? "since the last night" : "for \(counted(nights, "night"))"
      facts.add("open", "\(age), in rejects/\(rejectsFile)")
      facts.add("cure", cureOfRejected)
    }
    for row in refused { facts.add("cure", row.cure) }
    facts.add("cure", isDeferred && refused.isEmpty ? cureOfDeferred(orderID) : nil)
    return facts
  }

  private var cureOfRejected: String {
    let codes = faults.map(\.code)
    if codes.contains("line-differs") || codes.contains("line-cancelled") {
      return "if that is meant, drop the row under a name that begins with amendments\(folder)"
    }
    if codes.contains("line-repeated") {
      return "delete the row, or, if both are meant, drop an amendments file with the sum"
    }
    return "correct the row there, and drop that file into \(rejectsFolder ?? "the inbox")"
  }

  /// The sender's folder, if the row came from one.
  private var rejectsFolder: String? {
    guard let rejectsFile, let slash = rejectsFile.firstIndex(of: "/") else { return nil }
    return "inbox/\(rejectsFile[..<slash])"
  }

  private var folder: String { rejectsFolder.map { ", into \($0)" } ?? "" }

  private func cureOfDeferred(_ orderID: String) -> String? {
    switch faults.last?.code {
    case "unknown-sku":
      "drop a file with the right sku, and cancel \(shown(orderID)),\(sku.map(shown) ?? "")"
    case "unknown-batch": "drop that batch, or a file with the right batchref"
    case "unknown-line" where near != nil:
      "drop the row again with the right orderid, or an orders file with the line that it names"
    case "unknown-line": "drop an orders file with the line that it names"
    default: nil
    }
  }
}

extension RefusedBatch {
  /// How to get its batch accepted after all.
  var cure: String {
    let place = rejectsFile.map { "rejects/\($0)" } ?? "rejects/"
    return
      "correct \(row.file):\(row.line), which was refused (\(codes.joined(separator: ", "))), in \(place)"
  }
}
