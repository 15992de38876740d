package dev.pindai.event.live;

import jakarta.inject.Singleton;

import dev.pindai.event.EventFrame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A frame as the JSON text that most channels send. */
@Singleton
public class FrameText {

    private final ObjectMapper json;

    FrameText(ObjectMapper json) {
        this.json = json;
    }

    /** The frame as one line of JSON. */
    public String write(EventFrame frame) {
        try {
            return json.writeValueAsString(frame);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event can't be written", e);
        }
    }
}
