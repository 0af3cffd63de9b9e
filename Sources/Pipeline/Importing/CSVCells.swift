package import CSVReading

extension CSVRecord {
  /// The original cells, written as one CSV record by this program.
  package func encoded() throws -> [UInt8] {
    try encode { writer in for cell in self { writer.text(cell) } }
  }
}

/// One CSV record of bytes that are not changed.
func encode(_ cells: [[UInt8]]) throws -> [UInt8] {
  try encode { writer in for cell in cells { writer.text(cell) } }
}

private func encode(_ write: (inout CSVWriter) -> Void) throws -> [UInt8] {
  var bytes: [UInt8] = []
  try withoutActuallyEscaping({ (piece: UnsafeRawBufferPointer) in bytes += piece }) { sink in
    var writer = CSVWriter(rawCells: true, sink: sink)
    write(&writer)
    try writer.endRow()
    try writer.flush()
  }
  return bytes
}
