import TestSupport

/// Inputs that differ from a stored one by one to eight changes; the same seed gives the same
/// inputs.
struct Mutations {
  private let corpus: Corpus
  private var generator: SeededGenerator

  init(of corpus: Corpus, seed: UInt64) {
    self.corpus = corpus
    generator = SeededGenerator(seed: seed)
  }

  mutating func next() -> [UInt8] {
    var bytes = kept()
    for _ in 1...Int.random(in: 1...8, using: &generator) { change(&bytes) }
    return Array(bytes.prefix(4096))
  }

  private mutating func kept() -> [UInt8] {
    corpus.inputs.randomElement(using: &generator)?.bytes ?? []
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = Int.random(in: 0...bytes.count, using: &generator)
    let end = min(bytes.count, place + Int.random(in: 1...16, using: &generator))
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: bytes.insert(UInt8.random(in: .min ... .max, using: &generator), at: place)
    case 1:
      bytes.replaceSubrange(place..<end, with: corpus.words.randomElement(using: &generator) ?? [])
    case 2: bytes.insert(contentsOf: corpus.words.randomElement(using: &generator) ?? [], at: place)
    case 3: bytes.removeSubrange(place..<end)
    case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
    default: bytes.insert(contentsOf: kept().prefix(64), at: place)
    }
  }
}
