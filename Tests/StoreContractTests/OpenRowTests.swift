import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// Which rows are open, for every store.
struct OpenRowTests {
  private func source(_ importID: Int, _ row: Int) -> RowSource {
    RowSource(importID: importID, row: row, line: row + 1)
  }

  private func open(_ run: OpenRun) throws -> [ReportValue] { try run.rows(.open).map { $0[1] } }

  private func keep(_ rows: KeptRow..., in store: any Store) throws {
    try store.transaction { work in for row in rows { try work.rows.keep(row) } }
  }

  @Test(arguments: StoreKind.allCases)
  func `a rejected row stays open after its run until its file comes back`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let first = try OpenRun(on: store)
      try keep(
        .once(source(first.importID, 1)),
        .once(source(first.importID, 2)),
        .deferred(source(first.importID, 3)),
        in: store
      )
      try first.finish()
      let second = try OpenRun(on: store)
      try store.transaction { work in
        try work.rows.close(line: 2, rejectedIn: first.importID)
        // Deferred rows are retried automatically, and other imports have their own lines.
        try work.rows.close(line: 4, rejectedIn: first.importID)
        try work.rows.close(line: 3, rejectedIn: second.importID)
      }
      #expect(try open(second) == [3, 4, 4])
      try second.finish()
      let reopened = try reopen()
      var kept: [KeptRow] = []
      try reopened.rows.rejectedRows(triedIn: first.importID) { kept.append($0) }
      #expect(kept == [.once(source(first.importID, 2))])
      #expect(try reopened.reports.rows(.open, for: second.run).map { $0[1] } == [3, 4, 4])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a row is closed once its line or batch is accepted from elsewhere`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      let first = try OpenRun(on: store)
      let file = first.importID
      let keys: [RowKey?] = [
        .batch("b1"), .line("o1", "LAMP"), .line("o2", "LAMP"), .line("o3", "LAMP"),
        .line("o1", "VASE"), nil,
      ]
      for (place, key) in keys.enumerated() {
        try keep(.once(source(file, place + 1), awaiting: key), in: store)
      }
      try store.rows.closeRows(at: first.run, forgetDays: 60)
      #expect(try open(first) == [2, 3, 4, 5, 6, 7])
      try first.finish()

      let second = try OpenRun(on: store)
      try second.handle(
        .batch("b1", "LAMP", 5),
        .order("o1", "LAMP", 5),
        .order("o2", "LAMP", 7),
        .order("o3", "LAMP", 9),
        .cancel("o3", "LAMP")
      )
      // Allocated, waiting, cancelled: all of them are known.
      try keep(.once(source(second.importID, 9), awaiting: .batch("b1")), in: store)
      try store.rows.closeRows(at: second.run, forgetDays: 60)
      try store.rows.closeRows(at: second.run, forgetDays: 60)
      #expect(try open(second) == [6, 7])
      // Rows that the run itself rejected are in its reports, whatever happened to them later.
      #expect(try second.rows(.rejects).map { $0[1] } == [10])
      try second.finish()
      #expect(try second.rows(.rejects).map { $0[1] } == [10])
      #expect(try first.rows(.rejects).map { $0[1] } == [6, 7])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a row is removed a number of nights after it was rejected`(kind: StoreKind) throws {
    try kind.withStore { store in
      let first = try OpenRun(on: store)
      try keep(.once(source(first.importID, 1)), .deferred(source(first.importID, 2)), in: store)
      try first.finish()
      func night(_ night: Int) -> Run {
        Run(
          id: 99,
          name: "later",
          command: .run,
          started: first.run.started + night * 86_400,
          settings: Run.Settings()
        )
      }
      try store.rows.closeRows(at: night(59), forgetDays: 60)
      #expect(
        try store.rows.openRows(before: night(59)) == OpenRows(rejected: 1, deferred: 1, nights: 59)
      )
      try store.rows.closeRows(at: night(60), forgetDays: 60)
      #expect(try store.rows.openRows(before: night(60)) == OpenRows(deferred: 1, nights: 60))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `rows to correct are reported by the file in rejects that has them`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      let first = try OpenRun(on: store)
      let file = first.importID
      try keep(
        .once(source(file, 1)),
        .once(source(file, 5)),
        .deferred(source(file, 3)),
        .deferred(source(file, 4)),
        in: store
      )
      try note("orders.1.csv", of: file, in: store)
      try first.finish()
      let second = try OpenRun(on: store)
      let retry = second.importID
      try keep(
        .once(source(file, 3), triedIn: retry),
        .once(source(file, 4), triedIn: retry),
        in: store
      )
      let before = try store.rows.rowsToCorrect(of: file, upTo: 4)
      #expect(
        before == [RowsToCorrect(rows: 1, file: "orders.1.csv"), RowsToCorrect(rows: 2, file: nil)]
      )
      try note("orders.2.csv", of: retry, in: store)
      try store.transaction { try $0.rows.close(line: 2, rejectedIn: file) }
      #expect(
        try store.rows.rowsToCorrect(of: file, upTo: .max)
          == [
            RowsToCorrect(rows: 1, file: "orders.1.csv"),
            RowsToCorrect(rows: 2, file: "orders.2.csv"),
          ]
      )
      #expect(try store.rows.filesToCorrect().map(\.importID) == [file, retry])
      #expect(try store.rows.filesToCorrect().map(\.name) == ["orders.1.csv", "orders.2.csv"])
      #expect(
        try second.rows(.open).map(\.last) == ["orders.2.csv", "orders.2.csv", "orders.1.csv"]
      )
      #expect(try [file, retry, 99].map(store.rows.rowsToCorrect(rejectedIn:)) == [1, 2, 0])
      try store.transaction { try $0.rows.close(line: 6, rejectedIn: file) }
      #expect(try store.rows.rowsToCorrect(rejectedIn: file) == 0)
      #expect(try store.rows.filesToCorrect().map(\.importID) == [retry])
    }
  }

  private func note(_ name: FileName, of importID: Int, in store: any Store) throws {
    var file = try #require(try store.imports.find(importID))
    file.rejectsFile = name
    try store.imports.save(file)
  }

  @Test(arguments: StoreKind.allCases)
  func `the rows that a run rejected are counted by their last fault's code and column`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      let first = try OpenRun(on: store, file: "a.csv")
      let a = first.importID
      try keep(.once(source(a, 1), code: "empty"), in: store)
      try first.finish()
      let second = try OpenRun(on: store, file: "b.csv")
      let b = second.importID
      try second.open("c.csv")
      let c = second.importID
      try keep(
        .once(source(b, 1), code: "not-a-number"),
        .once(source(c, 1), code: "not-a-number"),
        .once(source(c, 2), code: "not-a-number"),
        .once(source(c, 3), code: "empty"),
        .rejected(source(b, 2)),
        .deferred(source(b, 3)),
        in: store
      )
      #expect(
        try store.rows.rejections(in: second.run) == [
          RejectionGroup(code: "not-a-number", column: "qty", rows: 3, files: 2, file: "b.csv"),
          RejectionGroup(code: "bad_sku", column: "sku", rows: 1, files: 1, file: "b.csv"),
          RejectionGroup(code: "empty", column: "qty", rows: 1, files: 1, file: "c.csv"),
        ]
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a unit of work knows the lines and batches that it has accepted`(kind: StoreKind) throws {
    try kind.withStore { store in
      let openRun = try OpenRun(on: store)
      try store.transaction { work in
        try openRun.handle([.batch("b1", "LAMP", 5), .order("o1", "LAMP", 9)], in: work)
        #expect(try work.knows(.batch("b1")))
        #expect(try work.knows(.line("o1", "LAMP")))
        #expect(try !work.knows(.batch("o1")))
        #expect(try !work.knows(.line("o1", "VASE")))
      }
      try openRun.handle(.cancel("o1", "LAMP"))
      #expect(try store.transaction { try $0.knows(.line("o1", "LAMP")) })
    }
  }
}

extension KeptRow {
  /// A rejected row with one fault.
  fileprivate static func once(
    _ source: RowSource,
    triedIn: Int? = nil,
    code: String = "empty",
    awaiting key: RowKey? = nil
  ) -> Self {
    KeptRow(
      source: source,
      outcome: .rejected,
      triedIn: triedIn ?? source.importID,
      cells: Array("o1,LAMP,\n".utf8),
      cellCount: 3,
      faults: [RowFault(code: code, column: "qty", value: "", reason: "qty is empty")],
      awaited: key
    )
  }
}
