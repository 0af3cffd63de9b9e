import GRDB
import SafeText
import ServiceLayer

/// Sums that must agree, asked of the database itself.
protocol Books {
  var db: Database { get }
  static var about: String { get }
  /// Each a question that has no answer while the books balance, and what an answer means.
  static var questions: [Question] { get }
  /// What there is, told where all is well.
  func told() throws -> String
}

/// A query whose every row is a fault.
struct Question: Sendable {
  let sql: String
  let text: @Sendable (Row) -> String
}

extension Books {
  func findings() throws -> [Finding] {
    let faults = try Self.questions.flatMap(faults)
    return faults.isEmpty ? [.ok(Self.about, try told())] : faults
  }

  /// The first answers to a question: where there are many, the rest says nothing new.
  private func faults(_ question: Question) throws -> [Finding] {
    let most = 3
    let rows = try Row.fetchAll(db, sql: "\(question.sql) LIMIT \(most + 1)")
    return rows.prefix(most).enumerated().map { index, row in
      .fault(
        Self.about,
        question.text(row) + (index == most - 1 && rows.count > most ? "; and more" : ""),
        .program,
        do: "stop the nightly job, keep a copy of allot.sqlite, and report this"
      )
    }
  }

  /// How many rows a table has.
  func count(_ table: String) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
  }
}

/// Text of a database cell, safe to show.
func shown(_ text: String) -> String { escaped(text.utf8, atMost: 200) }
