import CSVReading
import ServiceLayer

/// Converts a file with one byte per character to UTF-8 while it is read.
///
/// A file that begins with the mark of another format, such as a byte-order mark, is passed on
/// unchanged, so that the reader recognises it.
final class Transcoder {
  private let read: (UnsafeMutableRawBufferPointer) throws -> Int
  private let table: [[UInt8]]
  private let raw = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
  /// One byte becomes at most three.
  private let text = UnsafeMutablePointer<UInt8>.allocate(capacity: 3 * (64 << 10))
  private var filled = 0
  private var position = 0
  private var hasBegun = false
  private var passes = false
  private var utf8 = UTF8Evidence()

  init(
    _ encoding: FileReading.TextEncoding,
    read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) {
    self.read = read
    table = SingleByteTable(encoding).utf8
  }

  deinit {
    raw.deallocate()
    text.deallocate()
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  var source: ByteSource { ByteSource(read: fill) }

  /// Whether everything that was read so far is UTF-8, and not just by chance.
  var isUTF8: Bool { !passes && utf8.isConclusive }

  private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if position == filled { try readOn() }
    let count = min(buffer.count, filled - position)
    buffer.copyMemory(from: UnsafeRawBufferPointer(start: text + position, count: count))
    position += count
    return count
  }

  private func readOn() throws {
    let count = try read(raw)
    let bytes = UnsafeRawBufferPointer(rebasing: raw[..<count]).bindMemory(to: UInt8.self)
    if !hasBegun {
      hasBegun = true
      passes = FirstBytes.showAnotherFormat(bytes)
    }
    (filled, position) = (0, 0)
    guard !passes else {
      if let start = bytes.baseAddress { text.update(from: start, count: count) }
      filled = count
      return
    }
    var written = text
    var next = 0
    while next < count {
      if !utf8.isWithin, next + 8 <= count {
        let word = raw.loadUnaligned(fromByteOffset: next, as: UInt64.self)
        if word & Self.highBits == 0 {
          UnsafeMutableRawPointer(written).storeBytes(of: word, as: UInt64.self)
          (written, next) = (written + 8, next + 8)
          continue
        }
      }
      let byte = bytes[next]
      next += 1
      if byte < 0x80 {
        written.pointee = byte
        written += 1
        if utf8.isWithin { utf8.add(byte) }
      } else {
        utf8.add(byte)
        for part in table[Int(byte & 0x7F)] {
          written.pointee = part
          written += 1
        }
      }
    }
    filled = written - text
  }
}

/// Whether the bytes that are not ASCII form complete UTF-8 characters.
private struct UTF8Evidence {
  private var awaited = 0
  private var characters = 0
  private var isRefuted = false

  var isWithin: Bool { awaited > 0 }
  var isConclusive: Bool { characters > 0 && !isRefuted && awaited == 0 }

  mutating func add(_ byte: UInt8) {
    if awaited > 0 {
      guard byte & 0xC0 == 0x80 else {
        isRefuted = true
        awaited = 0
        return
      }
      awaited -= 1
      if awaited == 0 { characters += 1 }
    } else {
      switch byte {
      case 0xC2...0xDF: awaited = 1
      case 0xE0...0xEF: awaited = 2
      case 0xF0...0xF4: awaited = 3
      default: isRefuted = true
      }
    }
  }
}
