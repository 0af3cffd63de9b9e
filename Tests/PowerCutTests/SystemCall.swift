import Foundation

/// A system call that has returned, as `strace -f -y -xx` prints it.
struct SystemCall {
  struct Argument {
    /// A plain argument, such as a number or flags.
    var text = ""
    /// A string, such as a path or written bytes.
    var bytes: [UInt8]?
    /// The file of a descriptor; nil if it was removed in the meantime.
    var path: String?

    var string: String { String(decoding: bytes ?? [], as: UTF8.self) }
  }

  let name: String
  let arguments: [Argument]
  /// Negative if it failed, or if the process died in it.
  let result: Int

  /// The calls of all threads, in the order in which they returned.
  static func all(in log: Data) -> [SystemCall] {
    var unfinished: [Substring: [UInt8]] = [:]
    var calls: [SystemCall] = []
    for line in log.split(separator: UInt8(ascii: "\n")) {
      let (thread, rest) = thread(of: Array(line))
      if rest.starts(with: "<... ".utf8) {
        guard let begun = unfinished.removeValue(forKey: thread),
          let end = rest.firstIndex(of: UInt8(ascii: ">"))
        else { continue }
        calls += SystemCall(begun + rest[(end + 1)...]).map { [$0] } ?? []
      } else if rest.suffix(Self.pause.count).elementsEqual(Self.pause) {
        unfinished[thread] = Array(rest.dropLast(Self.pause.count))
      } else {
        calls += SystemCall(Array(rest)).map { [$0] } ?? []
      }
    }
    return calls
  }

  private static let pause = Array(" <unfinished ...>".utf8)

  private static func thread(of line: [UInt8]) -> (Substring, ArraySlice<UInt8>) {
    let end = line.firstIndex(of: UInt8(ascii: " ")) ?? line.endIndex
    let rest = line[end...].drop { $0 == UInt8(ascii: " ") }
    return (Substring(decoding: line[..<end], as: UTF8.self), rest)
  }

  /// Reads `name(argument, …) = result`; nil for other lines, such as a signal or an exit.
  private init?(_ text: [UInt8]) {
    guard let open = text.firstIndex(of: UInt8(ascii: "(")),
      !text.starts(with: "+++".utf8), !text.starts(with: "---".utf8)
    else { return nil }
    var arguments: [Argument] = []
    var argument = Argument()
    var at = open + 1
    scan: while at < text.count {
      let byte = text[at]
      at += 1
      switch byte {
      case UInt8(ascii: "\""): argument.bytes = Self.unescape(text, &at)
      case UInt8(ascii: "<"):
        let path = Self.unescape(text, &at)
        let isGone = text[at...].starts(with: "(deleted)".utf8)
        argument.path = isGone ? nil : String(decoding: path, as: UTF8.self)
        if isGone { at += "(deleted)".utf8.count }
      case UInt8(ascii: ","), UInt8(ascii: ")"):
        arguments.append(argument)
        argument = Argument()
        if byte == UInt8(ascii: ")") { break scan }
      case UInt8(ascii: " "): break
      default: argument.text.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    name = String(decoding: text[..<open], as: UTF8.self)
    self.arguments = arguments
    let words = String(decoding: text[min(at, text.count)...], as: UTF8.self)
      .split { " =<".contains($0) }
    result = words.first.flatMap { Int($0) } ?? -1
  }

  /// Reads `\x2f\x64…` up to the closing character.
  private static func unescape(_ text: [UInt8], _ at: inout Int) -> [UInt8] {
    let backslash = UInt8(ascii: "\\")
    return text.withUnsafeBufferPointer { text in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(1 << 13)
      while at + 3 < text.count, text[at] == backslash {
        bytes.append(digit(text[at + 2]) << 4 | digit(text[at + 3]))
        at += 4
      }
      at += 1
      return bytes
    }
  }

  private static func digit(_ byte: UInt8) -> UInt8 {
    byte < 0x3A ? byte &- 0x30 : byte &- 0x57
  }
}
