import Glibc
import TestSupport

/// What a power cut removes of the data that was not synced.
struct Cut: CustomStringConvertible {
  enum Names {
    /// Names are as they were when their folder was last synced.
    case synced
    /// Names are as they were when anything was last synced, because one journal holds all names.
    case journalled
    /// New names exist, and so do old ones whose removal was not synced.
    case oldAndNew
    /// Names are as the program left them.
    case all
  }

  enum Data {
    /// A file is as it was when it was last synced.
    case synced
    /// A file has its new size, with its old bytes and zeros.
    case zeroed
    /// Each written sector randomly has the new bytes, the old ones or neither.
    case torn
    case all
  }

  /// The result for one file system.
  struct Loss {
    let names: Names
    let data: Data
  }

  let description: String
  let here: Loss
  /// The result for the other file system, if one is mounted.
  let elsewhere: Loss

  init(description: String, names: Names, data: Data) {
    self.init(description: description, here: Loss(names: names, data: data))
  }

  private init(description: String, here: Loss, elsewhere: Loss? = nil) {
    self.description = description
    self.here = here
    self.elsewhere = elsewhere ?? here
  }

  static let all = [
    Cut(description: "only what was synced survives", names: .synced, data: .synced),
    Cut(description: "names are lost, data is kept", names: .synced, data: .all),
    Cut(description: "names are kept, data is lost", names: .all, data: .synced),
    Cut(description: "names are kept, data is zeros", names: .all, data: .zeroed),
    Cut(description: "names are kept, sectors are torn", names: .all, data: .torn),
    Cut(
      description: "names are as in the journal, data is lost",
      names: .journalled,
      data: .synced
    ),
    Cut(description: "new names are kept beside the old", names: .oldAndNew, data: .all),
    everything,
  ]

  /// Two file systems write their data independently of each other.
  static let between = [
    Cut(
      description: "everything is kept here, elsewhere only what was synced",
      here: Loss(names: .all, data: .all),
      elsewhere: Loss(names: .synced, data: .synced)
    ),
    Cut(
      description: "everything is kept elsewhere, here only what was synced",
      here: Loss(names: .synced, data: .synced),
      elsewhere: Loss(names: .all, data: .all)
    ),
  ]

  static let everything = Cut(description: "everything is kept", names: .all, data: .all)
}

extension Cut.Data {
  /// The remaining content of a file.
  func left(of data: Bytes, synced: Bytes, _ point: Int) -> Bytes {
    switch self {
    case _ where data == synced: data
    case .all: data
    case .synced: synced
    case .zeroed: synced.resized(to: data.count)
    case .torn: torn(data, synced.resized(to: data.count), point)
    }
  }

  /// Tears each sector independently.
  ///
  /// Bytes that a write did not change stay, because SQLite relies on that ("powersafe overwrite").
  private func torn(_ new: Bytes, _ old: Bytes, _ point: Int) -> Bytes {
    let sector = 512
    var generator = SeededGenerator(seed: UInt64(point))
    var left = new.bytes
    left.withUnsafeMutableBufferPointer { left in
      old.bytes.withUnsafeBufferPointer { old in
        guard let new = left.baseAddress, let old = old.baseAddress else { return }
        for start in stride(from: 0, to: left.count, by: sector) {
          let length = min(sector, left.count - start)
          guard memcmp(new + start, old + start, length) != 0 else { continue }
          let chance = generator.next() % 3
          guard chance > 0 else { continue }
          for at in start..<start + length where new[at] != old[at] {
            new[at] = chance == 1 ? ~new[at] : old[at]
          }
        }
      }
    }
    return Bytes(left)
  }
}
