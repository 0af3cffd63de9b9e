import ServiceLayer

/// What a person can do about rows that were not done, by their codes.
enum RowRemedy {
  /// What must be dropped so that deferred rows can be done.
  static func awaited(_ codes: some Sequence<String>) -> String {
    let codes = Set(codes)
    let things: [(code: FaultCode, file: String)] = [
      (.unknownSku, "a batches file with that sku"),
      (.unknownBatch, "a batches file with that ref"),
      (.unknownLine, "an orders file with that line"),
    ]
    let awaited = things.filter { codes.contains($0.code.rawValue) }.map(\.file)
    return awaited.isEmpty ? "what they name" : awaited.joined(separator: ", or ")
  }

  /// How to take back deferred rows; nil if their kind does not allow it.
  static func takingBack(_ kind: FileKind?) -> String? {
    guard kind == .orders || kind == .allocations else { return nil }
    return "if a name is mistyped, cancel that line in a cancellations file and order it again"
  }

  /// Whether rows with a code ask for another quantity of a known order line, as amendments do.
  static func isAmendment(_ code: String) -> Bool {
    [FaultCode.lineDiffers, .lineCancelled].map(\.rawValue).contains(code)
  }

  /// A name under which a file of rejected orders is taken as amendments.
  static func amendmentsName(_ rejectsFile: FileName) -> String {
    "amendments-\(rejectsFile.withoutSender.displayed)"
  }
}
