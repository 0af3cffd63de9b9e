import Domain
import ServiceLayer
import TestSupport

/// The result of a row.
extension ModelWork {
  mutating func handle(_ row: ModelRow, _ file: inout ModelImport, isLastChance: Bool) {
    guard let command = row.command else { return }
    var row = row
    root.rules.origin = "\(row.file):\(row.line)"
    root.rules.importID = row.importID
    root.rules.triedIn = file.id
    let oldestFirst = root.deferred.sorted {
      ($0.importID, $0.number) < ($1.importID, $1.number)
    }
    root.rules.deferred = oldestFirst.compactMap { row in
      row.command?.newLine.map { ($0, "\(row.file):\(row.line)") }
    }
    let unknown =
      command.cancels ? root.deferred.indices.filter { isUnknown(root.deferred[$0]) } : []
    defer {
      for place in unknown where !isUnknown(root.deferred[place]) {
        root.deferred[place].isWithdrawn = true
      }
    }
    switch root.rules.handle(command) {
    case .applied: file.counts.applied += 1
    case .unchanged: file.counts.unchanged += 1
    case .calledOff:
      file.counts.unchanged += 1
      file.counts.calledOff.note(line: row.line)
    case .refused(let refusal):
      row.faults = [ModelFault(refusal, of: command)]
      row.refusal = refusal
      row.outcome = "rejected"
      guard refusal.mayPass else { return reject(row, &file, RowKey(command)) }
      if isLastChance {
        row.faults.append(ModelFault(code: "waited-too-long"))
        return reject(row, &file, RowKey(command))
      }
      row.outcome = "deferred"
      file.counts.deferred += 1
      unsettled.append(row)
      root.deferred.append(row)
    }
  }

  /// Whether a row would create an unknown order line.
  private func isUnknown(_ row: ModelRow) -> Bool {
    row.command?.newLine.map { !root.rules.knows(.line($0.orderID, $0.sku)) } ?? false
  }

  mutating func reject(_ row: ModelRow, _ file: inout ModelImport, _ key: RowKey?) {
    file.counts.rejected += 1
    unsettled.append(row)
    root.open.append(
      ModelOpenRow(
        row: row,
        rejectedIn: file.id,
        rejectedOn: run.asked.now,
        awaited: key.map(root.rules.knows) == false ? key : nil
      )
    )
  }
}

extension Command {
  /// Whether it cancels order lines; lines that deferred rows would create are then withdrawn.
  fileprivate var cancels: Bool {
    switch self {
    case .cancelOrderLine, .cancelOrder: true
    default: false
    }
  }
}
