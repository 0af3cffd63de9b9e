import ServiceLayer

/// What a person does about rows that were not done, told by their codes.
enum RowRemedy {
  /// What must be dropped so that rows that wait for it can be done.
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

  /// How rows that wait are taken back, where they are of a kind that can be.
  static func takingBack(_ kind: FileKind?) -> String? {
    guard kind == .orders || kind == .allocations else { return nil }
    return "if a name is mistyped, call that line off in a cancellations file and order it anew"
  }

  /// Whether a row gives a known order line another quantity, which amendments do.
  static func isAmendment(_ code: String) -> Bool {
    [FaultCode.lineDiffers, .lineCancelled].map(\.rawValue).contains(code)
  }

  /// A name under which rejected orders are taken as amendments.
  static func amendmentsName(_ rejectsFile: FileName) -> String {
    "amendments-\(rejectsFile.withoutSender.displayed)"
  }
}
