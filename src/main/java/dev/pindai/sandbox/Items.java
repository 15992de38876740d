package dev.pindai.sandbox;

import java.util.List;

/** A list that is whole: an object around it, as everywhere else in the API. */
record Items<T>(List<T> items) {
}
