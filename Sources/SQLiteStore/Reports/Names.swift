import GRDB
import ServiceLayer

/// What people call the things that a column has the numbers of: each is looked up once.
///
/// A join would look for the same few batches once for each of a million lines.
final class Names {
  private let lookUp: (Int) throws -> String
  /// All names found so far, end to end.
  private var text: UnsafeMutableBufferPointer<UInt8> = .allocate(capacity: 4096)
  private var used = 0
  private var places: [Place] = []

  /// Where a name lies; it has no length until it was looked up.
  private struct Place {
    var start = 0
    var count: Int32 = -1
  }

  private init(_ lookUp: @escaping (Int) throws -> String) { self.lookUp = lookUp }

  deinit { text.deallocate() }

  /// The references of batches, by number.
  static func ofBatches(_ db: Database) throws -> Names {
    let statement = try db.makeStatement(sql: "SELECT ref FROM batches WHERE number = ?")
    return Names { try String.fetchOne(statement, arguments: [$0]) ?? "" }
  }

  /// The names of files as people see them, by the ids of their imports.
  static func ofFiles(_ db: Database) throws -> Names {
    let statement = try db.makeStatement(sql: "SELECT name FROM imports WHERE id = ?")
    return Names { try FileName.fetchOne(statement, arguments: [$0])?.displayed ?? "" }
  }

  /// The name in place of a number; it holds until the next one is asked for.
  func cell(_ number: ReportCell) throws -> ReportCell {
    guard case .number(let number) = number, number >= 0 else { return .empty }
    if number >= places.count {
      places += repeatElement(Place(), count: number + 1 - places.count)
    }
    if places[number].count < 0 { places[number] = try add(lookUp(number)) }
    let place = places[number]
    let end = place.start + Int(place.count)
    return .text(UnsafeBufferPointer(rebasing: text[place.start..<end]))
  }

  private func add(_ name: String) -> Place {
    let start = used
    let count = name.utf8.count
    if used + count > text.count { grow(to: max(2 * text.count, used + count)) }
    _ = text[start..<(start + count)].update(fromContentsOf: Array(name.utf8))
    used += count
    return Place(start: start, count: Int32(clamping: count))
  }

  private func grow(to capacity: Int) {
    let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: capacity)
    _ = larger.update(fromContentsOf: text[..<used])
    text.deallocate()
    text = larger
  }
}
