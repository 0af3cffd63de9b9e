import Domain
import ServiceLayer
import TestSupport

/// A run at work on its files, one after the other.
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

  // MARK: - What becomes of a file

  private mutating func read(_ file: inout ModelImport) {
    if isDuplicate(file) {
      file.state = "duplicate"
      return
    }
    guard let kind = file.kind, let csv = ModelCSV(file.bytes, kind: kind),
      let layout = ModelLayout(header: csv.header, kind: kind)
    else {
      file.state = "failed"
      return
    }
    file.header = csv.header
    file.rows = csv.records.count
    file.endsOpen = csv.endsOpen
    var known = 0
    if let earlier = longestBeginning(of: file) {
      file.state = "grown"
      known = earlier.endsOpen ? earlier.rows - 1 : earlier.rows
      file.counts.unchanged = known
    }
    for (number, record) in csv.records.enumerated().dropFirst(known) {
      var row = ModelRow(
        importID: file.id,
        file: file.name,
        number: number + 1,
        line: record.line,
        cells: record.cells,
        command: nil
      )
      switch layout.row(record.cells) {
      case .faults(let faults):
        row.faults = faults
        reject(row, &file)
      case .command(let command):
        row = ModelRow(
          importID: file.id,
          file: file.name,
          number: number + 1,
          line: record.line,
          cells: record.cells,
          command: command
        )
        handle(row, &file, isLastChance: false)
      }
    }
  }

  private mutating func retry(_ file: inout ModelImport, _ first: ModelImport) {
    file.state = "retried"
    file.header = first.header
    let waiting = root.deferred.filter { $0.importID == first.id }
    file.rows = waiting.count
    root.deferred.removeAll { $0.importID == first.id }
    let seconds = run.asked.now - first.run.asked.now
    for row in waiting {
      handle(row, &file, isLastChance: seconds >= run.asked.deferDays * 86_400)
    }
  }

  private func isDuplicate(_ file: ModelImport) -> Bool {
    guard !run.asked.again,
      let first = root.imports.last(where: { $0.wasImported && $0.sha256 == file.sha256 }),
      first.rows > 0
    else { return false }
    return !isNewFact(file.kind ?? first.kind, since: first)
  }

  /// Whether what a file says may hold no longer: another of its kind came in between.
  private func isNewFact(_ kind: FileKind?, since earlier: ModelImport) -> Bool {
    (kind == .quantities || kind == .etas)
      && root.imports[earlier.id...].contains { $0.wasImported && $0.kind == kind }
  }

  private func longestBeginning(of file: ModelImport) -> ModelImport? {
    root.imports.filter {
      $0.wasImported && $0.name == file.name && $0.kind == file.kind && !$0.bytes.isEmpty
        && $0.bytes.count < file.bytes.count && file.bytes.starts(with: $0.bytes)
        && !isNewFact(file.kind, since: $0)
    }.max { ($0.bytes.count, $0.id) < ($1.bytes.count, $1.id) }
  }

  // MARK: - What becomes of a row

  private mutating func handle(_ row: ModelRow, _ file: inout ModelImport, isLastChance: Bool) {
    guard let command = row.command else { return }
    var row = row
    root.rules.origin = "\(row.file):\(row.line)"
    switch root.rules.handle(command) {
    case .applied: file.counts.applied += 1
    case .unchanged: file.counts.unchanged += 1
    case .refused(let refusal):
      row.faults = [ModelFault(refusal, of: command)]
      row.refusal = refusal
      row.outcome = "rejected"
      guard refusal.mayPass else { return reject(row, &file) }
      if isLastChance {
        row.faults.append(ModelFault(code: "waited-too-long"))
        return reject(row, &file)
      }
      row.outcome = "deferred"
      file.counts.deferred += 1
      unsettled.append(row)
      root.deferred.append(row)
    }
  }

  private mutating func reject(_ row: ModelRow, _ file: inout ModelImport) {
    file.counts.rejected += 1
    unsettled.append(row)
  }

  // MARK: - Where files go

  private mutating func handBack(_ file: ModelImport, _ rows: [ModelRow]) {
    guard !rows.isEmpty else { return }
    let stem = file.name.lowercased().hasSuffix(".csv") ? String(file.name.dropLast(4)) : file.name
    var number = 1
    while true {
      let path = "rejects/" + numbered("\(stem).\(run.name).csv", number)
      guard let there = root.handedBack[path] else {
        root.handedBack[path] = (file.header, rows)
        root.kept[path] = .some(nil)
        return
      }
      // The very same rows under the same name are handed back once.
      if there.header == file.header, there.rows == rows { return }
      number += 1
    }
  }

  private mutating func putAway(_ file: inout ModelImport, _ sidecar: [UInt8]?) {
    let folder = file.state == "failed" ? "failed" : "archive/\(run.day)"
    var number = 1
    while root.kept["\(folder)/\(numbered(file.name, number))"] != nil { number += 1 }
    let path = "\(folder)/\(numbered(file.name, number))"
    file.destination = path
    root.kept[path] = file.bytes
    if let sidecar { root.kept[path + ".sha256"] = sidecar }
    if file.state == "failed" { root.kept[path + ".reason.txt"] = .some(nil) }
  }

  private func numbered(_ name: String, _ number: Int) -> String {
    number == 1 ? name : "\(name.dropLast(4)).\(number)\(name.suffix(4))"
  }
}

extension ModelFault {
  init(_ refusal: Refusal, of command: Command) {
    switch refusal {
    case .unknownSku(let sku):
      self.init(code: "unknown-sku", column: "sku", value: sku.rawValue)
    case .unknownBatch(let reference):
      var column = "ref"
      if case .allocateTo = command { column = "batchref" }
      self.init(code: "unknown-batch", column: column, value: reference.rawValue)
    case .unknownLine(let orderID, _):
      self.init(code: "unknown-line", column: "orderid", value: orderID.rawValue)
    case .batchDiffers(let first):
      self.init(code: "batch-differs", column: "ref", value: first.reference.rawValue)
    case .lineDiffers(let line, _):
      self.init(code: "line-differs", column: "qty", value: String(line.quantity))
    case .lineIsCancelled(let line):
      self.init(code: "line-cancelled", column: "orderid", value: line.orderID.rawValue)
    case .lineIsElsewhere(let line, _):
      self.init(code: "line-elsewhere", column: "orderid", value: line.orderID.rawValue)
    case .batchHoldsAnotherSku(let reference, _):
      self.init(code: "other-sku", column: "batchref", value: reference.rawValue)
    case .doesNotFit(let reference, _):
      self.init(code: "does-not-fit", column: "batchref", value: reference.rawValue)
    }
  }
}
