namespace allmende::app {
}
