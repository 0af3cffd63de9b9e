@_spi(_Unicode) import Swift

/// An identifier that people use: a sku, an order id, a batch reference.
///
/// It is in NFC, so that names that look the same are equal. It is 1 to 255 bytes long and has no
/// invisible characters.
package protocol Name: RawRepresentable<String>, Hashable, Sendable {
  /// Takes a text that was validated before, such as one from a store.
  init(rawValue: String)
}

extension Name {
  /// The most bytes that a name can have.
  package static var longest: Int { 255 }

  /// Reads a name that comes from outside.
  @inlinable
  package init(reading text: UnsafeBufferPointer<UInt8>) throws(NameFault) {
    self.init(rawValue: try readName(text, mayBeNew: true))
  }

  /// Reads a name from outside that is only looked up.
  ///
  /// It may be a placeholder, because earlier versions accepted such names.
  package init(lookingUp text: UnsafeBufferPointer<UInt8>) throws(NameFault) {
    self.init(rawValue: try readName(text, mayBeNew: false))
  }

  /// Reads a name that comes from outside.
  package init(reading text: String) throws(NameFault) {
    var text = text
    let result = text.withUTF8 { bytes in
      Result { () throws(NameFault) in try Self(reading: bytes) }
    }
    self = try result.get()
  }
}

/// Reads the text of a name; nearly all names are plain ASCII and need only one pass.
@usableFromInline
func readName(
  _ text: UnsafeBufferPointer<UInt8>,
  mayBeNew: Bool
) throws(NameFault) -> String {
  let text = text.withoutOuterBlanks
  guard !text.isEmpty, text.count <= 255, text.isPrintableASCII else {
    return try readUnusualName(text)
  }
  if UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[0], isDamagedBySpreadsheet(text) {
    throw .spreadsheetDamage
  }
  if StandIn.mayBegin(with: text[0]), mayBeNew, let fault = StandIn.fault(of: text) {
    throw fault
  }
  // Decoding would check again whether the text is ASCII.
  return String(unsafeUninitializedCapacity: text.count) { $0.initialize(fromContentsOf: text) }
}

private func readUnusualName(_ bytes: UnsafeBufferPointer<UInt8>) throws(NameFault) -> String {
  if bytes.contains(where: { $0 == 0x0A || $0 == 0x0D }) { throw .lineBreak }
  guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
  // NFC never makes a text more than four times shorter, and it is slow on thousands of marks
  // after one letter: such a text is refused before it is normalized.
  guard bytes.count <= 4 * 255 else { throw .tooLong(bytes.count) }
  let name = text.normalized
  if name.isEmpty { throw .empty }
  if let scalar = name.unicodeScalars.first(where: \.isUnseen) { throw .unseen(scalar) }
  guard name.utf8.count <= 255 else { throw .tooLong(name.utf8.count) }
  return name
}

/// Whether a spreadsheet or script has turned an id into a number: `2.6E+12`, `2,61E+12` or
/// `1001.0`.
func isDamagedBySpreadsheet(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
  let whole = text.prefix(while: isDigit)
  var rest = text.dropFirst(whole.count)
  guard let sign = rest.first else { return false }
  if sign == UInt8(ascii: ".") || sign == UInt8(ascii: ",") {
    let fraction = rest.dropFirst().prefix(while: isDigit)
    guard !fraction.isEmpty else { return false }
    rest = rest.dropFirst(1 + fraction.count)
    if rest.isEmpty { return sign == UInt8(ascii: ".") && fraction.allSatisfy { $0 == 0x30 } }
  }
  guard whole.count == 1, rest.count > 2, rest.first.map({ $0 | 0x20 }) == UInt8(ascii: "e"),
    rest.dropFirst().first == UInt8(ascii: "+")
  else { return false }
  return rest.dropFirst(2).allSatisfy(isDigit)
}

extension String {
  /// The text in NFC, so that texts that look the same have the same bytes.
  ///
  /// Swift compares strings by canonical equivalence, SQLite by bytes. Only for texts in one normal
  /// form do they agree on which skus are equal, and on their order. It must be the form by which
  /// Swift compares: Foundation's tables are older and leave some Hangul uncomposed.
  package var normalized: String {
    var text = ""
    for scalar in _nfc { text.unicodeScalars.append(scalar) }
    return text
  }
}

extension Unicode.Scalar {
  /// Whether this is a control or format character, a separator, or any space except the plain one.
  fileprivate var isUnseen: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    case .spaceSeparator: self != " "
    default: false
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether all bytes are from 0x20 to 0x7E; checks eight at a time.
  fileprivate var isPrintableASCII: Bool {
    let bytes = UnsafeRawBufferPointer(self)
    guard bytes.count >= 8 else { return allSatisfy { 0x20...0x7E ~= $0 } }
    func isPrintable(at place: Int) -> Bool {
      let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      // The upper bit of a byte shows that it is 0x80 or more, or below 0x20, or 0x7F.
      let signs = word | (word &- 0x2020_2020_2020_2020) | (word &+ 0x0101_0101_0101_0101)
      return signs & 0x8080_8080_8080_8080 == 0
    }
    var next = 0
    while next + 8 <= bytes.count {
      guard isPrintable(at: next) else { return false }
      next += 8
    }
    // The last eight bytes may overlap those before.
    return isPrintable(at: bytes.count - 8)
  }

  /// The text without the spaces and tabs around it.
  var withoutOuterBlanks: Self {
    var first = startIndex
    var last = endIndex
    while first < last, self[first] == 0x20 || self[first] == 0x09 { first += 1 }
    while first < last, self[last - 1] == 0x20 || self[last - 1] == 0x09 { last -= 1 }
    return Self(rebasing: self[first..<last])
  }
}
