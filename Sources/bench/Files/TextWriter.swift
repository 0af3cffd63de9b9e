import Glibc

/// Writes a file in small parts, without making a string for each of millions of rows.
struct TextWriter {
  private let file: UnsafeMutablePointer<FILE>

  init(_ file: UnsafeMutablePointer<FILE>) {
    self.file = file
  }

  func text(_ text: String) { fputs(text, file) }

  func bytes(_ bytes: UnsafeBufferPointer<UInt8>) {
    fwrite(bytes.baseAddress, 1, bytes.count, file)
  }

  /// Writes a number that is not negative, with leading zeros up to a width.
  func number(_ number: Int, width: Int = 1) {
    var power = 1
    var digits = 1
    while digits < width || number / power >= 10 {
      power *= 10
      digits += 1
    }
    while power > 0 {
      fputc(Int32(number / power % 10) + Int32(UInt8(ascii: "0")), file)
      power /= 10
    }
  }
}
