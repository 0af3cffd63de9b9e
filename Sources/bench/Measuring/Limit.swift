/// What a number may be, and what it should come to.
struct Limit {
  let most: Double
  let aim: Double

  init(atMost most: Double, aim: Double) {
    self.most = most
    self.aim = aim
  }
}
