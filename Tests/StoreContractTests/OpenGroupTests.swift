import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// Open rows in groups, for every store.
struct OpenGroupTests {
  @Test(arguments: StoreKind.allCases)
  func `open rows are grouped, with old and new ones separate`(kind: StoreKind) throws {
    try kind.withStore { store in
      let first = try OpenRun(on: store, file: "first.csv")
      let old = RowSource(importID: first.importID, row: 1, line: 2)
      let deferred = RowSource(importID: first.importID, row: 2, line: 3)
      try store.transaction { work in
        try work.rows.keep(.rejected(old))
        try work.rows.keep(.deferred(deferred))
      }
      var taken = try #require(try store.imports.find(first.importID))
      taken.rejectsFile = "first.20261123T020000Z.csv"
      try store.imports.save(taken)
      try first.finish()
      let second = try OpenRun(on: store, file: "second.csv")
      try store.transaction { work in
        for row in 1...3 {
          try work.rows.keep(
            .rejected(RowSource(importID: second.importID, row: row, line: row + 1))
          )
        }
      }
      func group(
        _ outcome: KeptRow.Outcome,
        isNew: Bool,
        _ rows: Int,
        _ file: FileName,
        _ line: Int,
        _ rejectsFile: FileName? = nil
      ) -> OpenGroup {
        OpenGroup(
          outcome: outcome,
          code: "bad_sku",
          column: "sku",
          isNew: isNew,
          rows: rows,
          files: 1,
          nights: 0,
          file: file,
          line: line,
          value: "a, b",
          reason: "unknown",
          rejectsFile: rejectsFile
        )
      }
      let groups = try store.rows.openGroups(at: second.run, newSince: second.run.id)
      #expect(groups.first == group(.rejected, isNew: true, 3, "second.csv", 2))
      #expect(groups.count == 3)
      #expect(
        groups.contains(
          group(.rejected, isNew: false, 1, "first.csv", 2, "first.20261123T020000Z.csv")
        )
      )
      #expect(groups.contains(group(.deferred, isNew: false, 1, "first.csv", 3)))
      #expect(
        try store.rows.openGroups(at: second.run, newSince: first.run.id)
          .filter(\.isNew).map(\.rows).sorted() == [1, 4]
      )
    }
  }
}
