import Domain
import ServiceLayer
import TestSupport

/// A run that processes its files, one after the other.
struct ModelWork {
  var root: ModelRoot
  let run: ModelRun
  /// The rows that this run rejected or deferred.
  var unsettled: [ModelRow] = []

  init(root: ModelRoot, run: ModelRun) {
    self.root = root
    self.run = run
  }

  mutating func take(_ chosen: ModelRun.Chosen) {
    var file = ModelImport(
      id: root.imports.count + 1,
      run: run,
      name: chosen.name,
      kind: chosen.kind
    )
    let before = unsettled.count
    if chosen.isHeld {
      file.state = "held"
    } else if let first = chosen.retryOf {
      retry(&file, root.imports[first - 1])
    } else {
      file.bytes = chosen.bytes
      file.sha256 = sha256(chosen.bytes)
      read(&file)
    }
    handBack(file, unsettled[before...].filter { $0.outcome == "rejected" })
    if !chosen.isHeld, chosen.retryOf == nil { putAway(&file, chosen.sidecar) }
    root.imports.append(file)
  }

  // MARK: - Results of files

  private mutating func read(_ file: inout ModelImport) {
    if let first = duplicated(file) {
      file.state = "duplicate"
      file.earlier = first
      return
    }
    guard let kind = file.kind, let csv = ModelCSV(file.bytes, kind: kind),
      let layout = ModelLayout(header: csv.header, kind: kind)
    else {
      file.state = "failed"
      return
    }
    file.header = csv.header
    file.delimiter = csv.delimiter
    file.hasByteOrderMark = file.bytes.starts(with: [0xEF, 0xBB, 0xBF])
    file.rows = csv.records.count
    file.endsOpen = csv.endsOpen
    let ignored = layout.ignored.map { "\(kind) \($0)" }
    file.hasNewColumn = !root.columnsSeen.isSuperset(of: ignored)
    root.columnsSeen.formUnion(ignored)
    var known = 0
    if let earlier = longestBeginning(of: file) {
      file.state = "grown"
      known = earlier.endsOpen ? earlier.rows - 1 : earlier.rows
      file.counts.unchanged = known
      file.earlier = earlier.id
      file.known = known
      if earlier.endsOpen {
        let isReadAgain = { (row: ModelRow) in
          row.importID == earlier.id && row.number == earlier.rows
        }
        root.open.removeAll { isReadAgain($0.row) }
        root.deferred.removeAll(where: isReadAgain)
        unsettled.removeAll(where: isReadAgain)
      }
    }
    let firstLines = csv.records.prefix(kind == .orders ? known : 0).compactMap { record in
      if case .command(let command) = layout.row(record) {
        RowKey(command)
      } else {
        layout.key(record.cells)
      }
    }
    let corrected = root.corrected(by: file)
    let lineColumn = file.header.map(folded).firstIndex(of: "allot_line")
    var stated: [String: Int] = [:]
    for (number, record) in csv.records.enumerated().dropFirst(known) {
      var row = ModelRow(
        importID: file.id,
        file: file.name,
        number: number + 1,
        line: record.line,
        cells: record.cells,
        command: nil
      )
      switch layout.row(record) {
      case .faults(let faults):
        row.faults = faults
        let key = layout.key(record.cells)
        if kind == .orders, case .line(let orderID, let sku) = key {
          stated["\(orderID.rawValue)\n\(sku.rawValue)"] = 0
        }
        reject(row, &file, key)
      case .command(let command):
        row = ModelRow(
          importID: file.id,
          file: file.name,
          number: number + 1,
          line: record.line,
          cells: record.cells,
          command: command
        )
        var fault = ModelFault(repeating: command, after: &stated)
        if fault == nil, let key = RowKey(command), firstLines.contains(key),
          case .allocate(let order) = command
        {
          fault = ModelFault(
            code: "line-repeated",
            column: "orderid",
            value: order.line.orderID.rawValue
          )
        }
        if let fault {
          row.faults = [fault]
          reject(row, &file, RowKey(command))
        } else {
          handle(row, &file, isLastChance: false)
        }
      }
      guard let corrected, let lineColumn, lineColumn < record.cells.count,
        let line = Int(String(decoding: trimmed(record.cells[lineColumn]), as: UTF8.self))
      else { continue }
      root.open.removeAll { $0.rejectedIn == corrected && $0.row.line == line }
    }
  }

  private mutating func retry(_ file: inout ModelImport, _ first: ModelImport) {
    file.state = "retried"
    file.retryOf = first.id
    file.header = first.header
    file.delimiter = first.delimiter
    file.hasByteOrderMark = first.hasByteOrderMark
    let waiting = root.deferred.filter { $0.importID == first.id }
    file.rows = waiting.count
    root.deferred.removeAll { $0.importID == first.id }
    let seconds = run.asked.now - first.run.asked.now
    for row in waiting {
      handle(row, &file, isLastChance: seconds >= run.asked.deferDays * 86_400)
    }
  }
}
