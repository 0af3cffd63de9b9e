/// The stable codes of the faults of rows; the page Files lists them.
enum FaultCode: String, CaseIterable {
  case tooFewCells = "too-few-cells"
  case tooManyCells = "too-many-cells"
  case secondHeader = "second-header"
  case notUTF8 = "not-utf8"
  case lineBreak = "line-break"
  case empty
  case tooLong = "too-long"
  case badCharacter = "bad-character"
  case spreadsheetDamage = "spreadsheet-damage"
  case notANumber = "not-a-number"
  case outOfRange = "out-of-range"
  case notADate = "not-a-date"

  case unknownSku = "unknown-sku"
  case unknownBatch = "unknown-batch"
  case unknownLine = "unknown-line"
  case lineRepeated = "line-repeated"
  case statedTwice = "stated-twice"
  case batchDiffers = "batch-differs"
  case nearTwin = "near-twin"
  case lineDiffers = "line-differs"
  case lineCancelled = "line-cancelled"
  case lineElsewhere = "line-elsewhere"
  case otherSku = "other-sku"
  case doesNotFit = "does-not-fit"
  case waitedTooLong = "waited-too-long"
}
